// base/numbers/exact_sum.h -- the correctly rounded sum of many doubles (math.fsum).
//
// Room       Base.
// Tests      tests/unit/base/numbers/exact_sum_test.cpp, tests/differential/numbers/
//
// The sum is kept exactly, as doubles whose bits do not overlap, in increasing order of magnitude (Shewchuk's
// expansions). Adding x runs through them: each step replaces two numbers by their rounded sum and its exact error.
// The result is the expansion rounded once, ties to even.
#pragma once

#include <cmath>

#include "base/numbers/scratch_buffer.h"

namespace taipan::numbers {

class ExactSum {
 public:
  enum class Status {
    Ok,
    IntermediateOverflow,  // OverflowError: "intermediate overflow in fsum"
    OppositeInfinities,    // ValueError: "-inf + inf in fsum"
  };

  // After anything but Ok the sum is not to be used.
  [[nodiscard]] Status add(double x) {
#pragma STDC FP_CONTRACT OFF
    const double given = x;
    size_t kept = 0;
    for (size_t i = 0; i < parts_.size(); ++i) {
      double y = parts_[i];
      if (std::fabs(x) < std::fabs(y)) {
        const double swapped = x;
        x = y;
        y = swapped;
      }
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0.0) parts_[kept++] = low;
      x = high;
    }
    parts_.resize(kept);
    if (x == 0.0) return Status::Ok;
    if (std::isfinite(x)) {
      parts_.push_back(x);
      return Status::Ok;
    }
    if (std::isfinite(given)) return Status::IntermediateOverflow;
    // NaNs and infinities are summed apart: only they then decide.
    if (std::isinf(given)) infinities_ += given;
    specials_ += given;
    has_specials_ = true;
    parts_.clear();
    return Status::Ok;
  }

  [[nodiscard]] Status result(double* out) const {
#pragma STDC FP_CONTRACT OFF
    if (has_specials_) {
      *out = specials_;
      return std::isnan(infinities_) ? Status::OppositeInfinities : Status::Ok;
    }
    size_t left = parts_.size();
    if (left == 0) {
      *out = 0.0;
      return Status::Ok;
    }
    double high = parts_[--left];
    double low = 0.0;
    while (left != 0) {
      const double x = high;
      const double y = parts_[--left];
      high = x + y;
      low = y - (high - x);
      if (low != 0.0) break;
    }
    // `high` was rounded to even on a tie, but parts below say on which side of the tie the sum lies.
    if (left != 0 && ((low < 0.0 && parts_[left - 1] < 0.0) || (low > 0.0 && parts_[left - 1] > 0.0))) {
      const double twice = low * 2.0;
      const double moved = high + twice;
      if (twice == moved - high) high = moved;
    }
    *out = high;
    return Status::Ok;
  }

 private:
  ScratchBuffer<double, 32> parts_;
  double infinities_ = 0.0;
  double specials_ = 0.0;
  bool has_specials_ = false;
};

}  // namespace taipan::numbers
