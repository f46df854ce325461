// python/objects/class_creation.h -- the steps of making a class that other files share.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

Tuple* compute_mro(Thread& thread, Type* type, Tuple* bases);      // type.mro
Tuple* mro_of(Thread& thread, Type* type, Tuple* bases);           // through a metaclass's own mro()
Type* best_base(Thread& thread, Tuple* bases);
Type* most_derived_metatype(Thread& thread, Type* metatype, Tuple* bases);
Shape* make_instance_shape(Heap& heap, Type* type, uint16_t member_words);
// The same with the number of inline slots of another root shape: for objects that change their class.
Shape* make_instance_shape_like(Heap& heap, Type* type, const Shape* model);
void add_subclass(Thread& thread, Type* base, Type* type);
void remove_subclass(Thread& thread, Type* base, Type* type);
HeapObject* allocate_type(Thread& thread, Type* metatype);
Status call_set_names(Thread& thread, Type* type);
Status call_init_subclass(Thread& thread, Type* type, Dict* keywords);
MemberObject* new_slot_member(Heap& heap, Type* owner, String* name, uint32_t offset);
// Rows of a TypeSpec as entries of the class's dict; names that are there already stay.
void add_methods(Heap& heap, Type* type, std::span<const Method> methods);
void add_getters(Heap& heap, Type* type, std::span<const Getter> getters);
void add_members(Heap& heap, Type* type, std::span<const Member> members);
void add_dict_getter(Heap& heap, Type* type);
void add_weakref_getter(Heap& heap, Type* type);
bool is_identifier(const String* text);
bool uses_native_name(Type* type, String* name, TypeId definer);
Function* function_of_frame(const Thread& thread);

}  // namespace taipan::python
