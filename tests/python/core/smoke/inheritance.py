class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " makes a sound"

class Dog(Animal):
    def speak(self):
        return super().speak() + ": woof"

print(Dog("Rex").speak())
print(isinstance(Dog("a"), Animal), issubclass(Dog, Animal), type(Dog("b")).__name__)
