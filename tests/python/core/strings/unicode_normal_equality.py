composed, decomposed = "é", "e\u0301"
print(composed == decomposed, len(composed), len(decomposed), composed < decomposed, [hex(ord(c)) for c in composed + decomposed])
print("ß".upper(), "ß".casefold() == "SS".casefold(), "Σ".lower(), "ΑΣ".lower(), "ΑΣΑ".lower(), "İ".lower() == "i̇", len("İ".lower()))
print("ﬀ".upper(), "ŉ".upper(), "ǰ".title(), "ΐ".upper(), "Å".lower(), "K".lower(), "ſ".upper(), "ﬅ".casefold())
x = 5
ﬁ = 7
print(fi, "𝐱".isidentifier())
𝐱 = 9
print(x)
