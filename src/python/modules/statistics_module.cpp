// python/modules/statistics_module.cpp -- the module _statistics: the inverse of the normal distribution.
//
// Room       python/modules.
// Tests      tests/python/library/statistics_*.py; CPython's test_statistics
//
// There is no closed form, so this is a rational approximation: M. J. Wichura (1988), "Algorithm AS241: The percentage
// points of the normal distribution", Applied Statistics 37 (3), good to about sixteen digits.
#include <cmath>

#include "python/objects/objects.h"

namespace taipan::python {

namespace {

// Coefficients from the highest power down: around the middle, towards the tails, and far out.
constexpr double kMiddleNumerator[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
                                       1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0};
constexpr double kMiddleDenominator[] = {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
                                         5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0};
constexpr double kNearNumerator[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
                                     3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0};
constexpr double kNearDenominator[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                       6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0};
constexpr double kFarNumerator[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
                                    2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0};
constexpr double kFarDenominator[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                                      1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0};

template <size_t n>
double polynomial(const double (&coefficients)[n], double x) {
  double sum = coefficients[0];
  for (size_t i = 1; i < n; i++) sum = sum * x + coefficients[i];
  return sum;
}

double standard_inverse(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return polynomial(kMiddleNumerator, r) * q / polynomial(kMiddleDenominator, r);
  }
  double r = q <= 0.0 ? p : 1.0 - p;
  if (r <= 0.0 || r >= 1.0) return NAN;
  r = std::sqrt(-std::log(r));
  double x;
  if (r <= 5.0) {
    r -= 1.6;
    x = polynomial(kNearNumerator, r) / polynomial(kNearDenominator, r);
  } else {
    r -= 5.0;
    x = polynomial(kFarNumerator, r) / polynomial(kFarDenominator, r);
  }
  return q < 0.0 ? -x : x;
}

Value normal_dist_inv_cdf(Thread& thread, double p, double mu, double sigma) {
  if (p <= 0.0 || p >= 1.0 || sigma <= 0.0) return raise(thread, TypeId::ValueError, "inv_cdf undefined for these parameters");
  return Value::number(mu + standard_inverse(p) * sigma);
}

const Method kFunctions[] = {
    {"_normal_dist_inv_cdf(p, mu, sigma, /)", normal_dist_inv_cdf, ""},
};

}  // namespace

extern const ModuleSpec kStatisticsModule = {
    .name = "_statistics", .doc = "Accelerators for the statistics module.\n", .functions = kFunctions};

}  // namespace taipan::python
