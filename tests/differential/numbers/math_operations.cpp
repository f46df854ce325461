// tests/differential/numbers/math_operations.cpp -- the driver's operations of real and complex functions.

#include <unordered_map>

#include "base/numbers/complex_functions.h"
#include "base/numbers/exact_sum.h"
#include "base/numbers/math_functions.h"
#include "base/numbers/mersenne_twister.h"
#include "driver.h"

namespace taipan::differential {
namespace {

using numbers::Complex;
using numbers::complex_math::ComplexResult;
using numbers::math::MathError;
using numbers::math::MathResult;

std::string print(MathResult result) {
  if (result.error == MathError::Domain) return "domain";
  if (result.error == MathError::Range) return "range";
  return print_double(result.value);
}

std::string print(Complex value) {
  return print_double(value.real) + " " + print_double(value.imaginary);
}

std::string print(ComplexResult result) {
  if (result.error == MathError::Domain) return "domain";
  if (result.error == MathError::Range) return "range";
  return print(result.value);
}

template <double (*kFunction)(double)>
MathResult plain(double x) {
  return {kFunction(x)};
}

std::string unary(const Arguments& arguments) {
  namespace m = numbers::math;
  static const std::unordered_map<std::string_view, MathResult (*)(double)> functions = {
      {"acos", m::acos},        {"acosh", m::acosh},    {"asin", m::asin},        {"asinh", plain<m::asinh>},
      {"atan", plain<m::atan>}, {"atanh", m::atanh},    {"cbrt", plain<m::cbrt>}, {"cos", m::cos},
      {"cosh", m::cosh},        {"erf", plain<m::erf>}, {"erfc", plain<m::erfc>}, {"exp", m::exp},
      {"exp2", m::exp2},        {"expm1", m::expm1},    {"gamma", m::gamma},      {"lgamma", m::log_gamma},
      {"log", m::log},          {"log10", m::log10},    {"log1p", m::log1p},      {"log2", m::log2},
      {"sin", m::sin},          {"sinh", m::sinh},      {"sqrt", m::sqrt},        {"tan", m::tan},
      {"tanh", plain<m::tanh>}, {"ulp", plain<m::ulp>}};
  return print(functions.at(arguments[0])(parse_double(arguments[1])));
}

std::string integer_logarithm(const Arguments& arguments) {
  namespace m = numbers::math;
  const Integer x = parse_integer(arguments[1]);
  if (arguments[0] == "log") return print(m::log(x.view()));
  return print(arguments[0] == "log2" ? m::log2(x.view()) : m::log10(x.view()));
}

std::string binary(const Arguments& arguments) {
  namespace m = numbers::math;
  const std::string_view name = arguments[0];
  const double x = parse_double(arguments[1]);
  const double y = parse_double(arguments[2]);
  if (name == "pow") return print(m::pow(x, y));
  if (name == "fmod") return print(m::fmod(x, y));
  if (name == "remainder") return print(m::remainder(x, y));
  if (name == "atan2") return print_double(m::atan2(x, y));
  if (name == "copysign") return print_double(m::copysign(x, y));
  if (name == "nextafter") return print_double(m::nextafter(x, y));
  if (name == "isclose") return m::is_close(x, y, 1e-9, 0.0) ? "True" : "False";
  if (name == "floor_remainder") return print_double(m::floor_remainder(x, y));
  if (name == "divmod") {
    const auto division = m::floor_divide(x, y);
    return print_double(division.quotient) + " " + print_double(division.remainder);
  }
  if (name == "power") {
    const auto power = m::power(x, y);
    switch (power.outcome) {
      case m::PowerOutcome::Real:
        return print_double(power.value);
      case m::PowerOutcome::Complex:
        return "complex";
      case m::PowerOutcome::ZeroToNegative:
        return "zero";
      case m::PowerOutcome::Overflow:
        return "overflow";
    }
  }
  return "unknown";
}

std::string ldexp(const Arguments& arguments) {
  return print(numbers::math::ldexp(parse_double(arguments[0]), parse_int64(arguments[1])));
}

std::string hypot(const Arguments& arguments) {
  std::vector<double> coordinates;
  for (const auto argument : arguments)
    coordinates.push_back(parse_double(argument));
  return print_double(numbers::math::hypot(coordinates.data(), coordinates.size()));
}

std::string exact_sum(const Arguments& arguments) {
  numbers::ExactSum sum;
  for (const auto argument : arguments) {
    if (sum.add(parse_double(argument)) != numbers::ExactSum::Status::Ok) return "overflow";
  }
  double result;
  return sum.result(&result) == numbers::ExactSum::Status::Ok ? print_double(result) : "infinities";
}

std::string complex_unary(const Arguments& arguments) {
  namespace c = numbers::complex_math;
  static const std::unordered_map<std::string_view, ComplexResult (*)(Complex)> functions = {
      {"acos", c::acos}, {"acosh", c::acosh}, {"asin", c::asin},   {"asinh", c::asinh},
      {"atan", c::atan}, {"atanh", c::atanh}, {"cos", c::cos},     {"cosh", c::cosh},
      {"exp", c::exp},   {"log", c::log},     {"log10", c::log10}, {"sin", c::sin},
      {"sinh", c::sinh}, {"sqrt", c::sqrt},   {"tan", c::tan},     {"tanh", c::tanh}};
  const Complex z{parse_double(arguments[1]), parse_double(arguments[2])};
  if (arguments[0] == "phase") return print_double(c::phase(z));
  if (arguments[0] == "abs") return print(c::absolute(z));
  if (arguments[0] == "rect") return print(c::rect(z.real, z.imaginary));
  return print(functions.at(arguments[0])(z));
}

std::string complex_binary(const Arguments& arguments) {
  namespace c = numbers::complex_math;
  const std::string_view name = arguments[0];
  const Complex a{parse_double(arguments[1]), parse_double(arguments[2])};
  const Complex b{parse_double(arguments[3]), parse_double(arguments[4])};
  if (name == "multiply") return print(c::multiply(a, b));
  if (name == "divide") return print(c::divide(a, b));
  if (name == "power") return print(c::power(a, b));
  if (name == "isclose") return c::is_close(a, b, 1e-9, 0.0) ? "True" : "False";
  if (name == "log") return print(c::log(a, b));
  return "unknown";
}

// A seed and then "random" or a number of bits each.
std::string twister(const Arguments& arguments) {
  numbers::MersenneTwister generator;
  generator.seed(parse_integer(arguments[0]).view());
  std::string result;
  for (size_t i = 1; i < arguments.size(); ++i) {
    if (i != 1) result += ' ';
    if (arguments[i] == "random") {
      result += print_double(generator.next_double());
    } else {
      const auto count = static_cast<uint64_t>(parse_int64(arguments[i]));
      std::vector<numbers::Limb> limbs(count / 64 + 1);
      const auto length = generator.next_bits(limbs.data(), count);
      result += print_integer(limbs.data(), length);
    }
  }
  return result + " " + std::to_string(generator.position()) + " " + std::to_string(generator.state()[17]);
}

}  // namespace

const std::vector<OperationRow> kMathOperations = {
    {"unary", unary},
    {"integer_logarithm", integer_logarithm},
    {"binary", binary},
    {"ldexp", differential::ldexp},
    {"hypot", differential::hypot},
    {"exact_sum", exact_sum},
    {"complex_unary", complex_unary},
    {"complex_binary", complex_binary},
    {"twister", twister},
};

}  // namespace taipan::differential
