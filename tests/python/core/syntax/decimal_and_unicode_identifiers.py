é = 1
变量 = 2
_ = 3
__ = 4
µ = 5
ª = 6
ΑΒΓ = "greek"
def größe(länge): return länge * 2
class Ñandú:
    año = 2024
print(é, 变量, _, __, µ, ª, ΑΒΓ, größe(3), Ñandú.año, μ)
print(sorted(k for k in globals() if ord(k[0]) > 127))
x2, x_2, _2x, X = 1, 2, 3, 4
print(x2, x_2, _2x, X)
ℌ = "normalised"
print(H)
for text in ["1x = 1", "x-y = 1", "a° = 1", "€ = 1", "x² = 1", "☃ = 1", "a\u0301 = 1", "\u0301a = 1", "x\u00b7 = 1", "℘ = 1", "℮ = 1", "𝟙 = 1", "x𝟙 = 1", "\ufeffx = 1", "x\ufeff = 1"]:
    try:
        exec(text, {})
        print(ascii(text), "ok")
    except SyntaxError as e:
        print(ascii(text), "->", e.msg)
