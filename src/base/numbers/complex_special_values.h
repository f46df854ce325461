// base/numbers/complex_special_values.h -- what complex functions give for infinities and NaNs.
//
// Room       Base, and only complex_functions.cpp.
// Tests      tests/differential/numbers/
//
// One table a function, with a row for the real part of the argument and a column for the imaginary part; both count
// -inf, negative, -0, +0, positive, +inf, NaN. An entry is two values of two characters each, the sign and
//
//   0 1 i     zero, one, infinity                na     NaN
//   p h q t   pi, pi/2, pi/4, 3 pi/4             edom   a domain error
//   ....      not looked up: finite arguments, or a value that depends on more than the signs
#pragma once

namespace taipan::numbers::complex_math {

struct SpecialValues {
  const char* rows[7];
};

inline constexpr SpecialValues kAcos = {{
    "+t+i +p+i +p+i +p-i +p-i +t-i na+i",
    "+h+i .... .... .... .... +h-i nana",
    "+h+i .... .... .... .... +h-i +hna",
    "+h+i .... .... .... .... +h-i +hna",
    "+h+i .... .... .... .... +h-i nana",
    "+q+i +0+i +0+i +0-i +0-i +q-i na+i",
    "na+i nana nana nana nana na-i nana",
}};

inline constexpr SpecialValues kAcosh = {{
    "+i-t +i-p +i-p +i+p +i+p +i+t +ina",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-q +i-0 +i-0 +i+0 +i+0 +i+q +ina",
    "+ina nana nana nana nana +ina nana",
}};

inline constexpr SpecialValues kAsinh = {{
    "-i-q -i-0 -i-0 -i+0 -i+0 -i+q -ina",
    "-i-h .... .... .... .... -i+h nana",
    "-i-h .... .... .... .... -i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-q +i-0 +i-0 +i+0 +i+0 +i+q +ina",
    "+ina nana na-0 na+0 nana +ina nana",
}};

inline constexpr SpecialValues kAtanh = {{
    "-0-h -0-h -0-h -0+h -0+h -0+h -0na",
    "-0-h .... .... .... .... -0+h nana",
    "-0-h .... .... .... .... -0+h -0na",
    "+0-h .... .... .... .... +0+h +0na",
    "+0-h .... .... .... .... +0+h nana",
    "+0-h +0-h +0-h +0+h +0+h +0+h +0na",
    "+0-h nana nana nana nana +0+h nana",
}};

inline constexpr SpecialValues kCosh = {{
    "edom .... +i+0 +i-0 .... edom +ina",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom na+0",
    "edom .... .... .... .... edom na+0",
    "edom .... .... .... .... edom nana",
    "edom .... +i-0 +i+0 .... edom +ina",
    "nana nana na+0 na+0 nana nana nana",
}};

inline constexpr SpecialValues kExp = {{
    "+0+0 .... +0-0 +0+0 .... +0+0 +0+0",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "edom .... +i-0 +i+0 .... edom +ina",
    "nana nana na-0 na+0 nana nana nana",
}};

inline constexpr SpecialValues kLog = {{
    "+i-t +i-p +i-p +i+p +i+p +i+t +ina",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-h .... .... .... .... +i+h nana",
    "+i-q +i-0 +i-0 +i+0 +i+0 +i+q +ina",
    "+ina nana nana nana nana +ina nana",
}};

inline constexpr SpecialValues kSinh = {{
    "edom .... -i-0 -i+0 .... edom +ina",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom +0na",
    "edom .... .... .... .... edom +0na",
    "edom .... .... .... .... edom nana",
    "edom .... +i-0 +i+0 .... edom +ina",
    "nana nana na-0 na+0 nana nana nana",
}};

inline constexpr SpecialValues kSqrt = {{
    "+i-i +0-i +0-i +0+i +0+i +i+i na+i",
    "+i-i .... .... .... .... +i+i nana",
    "+i-i .... .... .... .... +i+i nana",
    "+i-i .... .... .... .... +i+i nana",
    "+i-i .... .... .... .... +i+i nana",
    "+i-i +i-0 +i-0 +i+0 +i+0 +i+i +ina",
    "+i-i nana nana nana nana +i+i nana",
}};

inline constexpr SpecialValues kTanh = {{
    "-1+0 -1-0 -1-0 -1+0 -1+0 -1+0 -1+0",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "edom .... .... .... .... edom nana",
    "+1+0 +1-0 +1-0 +1+0 +1+0 +1+0 +1+0",
    "nana nana na-0 na+0 nana nana nana",
}};

inline constexpr SpecialValues kRect = {{
    "edom .... -i+0 -i-0 .... edom +ina",
    "edom .... .... .... .... edom nana",
    "+0+0 .... .... .... .... +0+0 +0+0",
    "+0+0 .... .... .... .... +0+0 +0+0",
    "edom .... .... .... .... edom nana",
    "edom .... +i-0 +i+0 .... edom +ina",
    "nana nana na+0 na+0 nana nana nana",
}};

}  // namespace taipan::numbers::complex_math
