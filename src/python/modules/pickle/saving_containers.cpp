// python/modules/pickle/saving_containers.cpp -- pickling tuples, lists, dicts and sets.
//
// Room       python/modules/pickle. See saver.h.
#include "python/modules/pickle/saver.h"
#include "python/objects/set.h"

namespace taipan::python::pickle {

// In fast mode there is no memo: a container inside itself must be noticed here.
Status Saver::enter_fast(Value object) {
  if (self_->fast_stack.is_unbound()) {
    self_->fast_stack = Value(new_dict(heap_));
    heap_.write_barrier(self_);
  }
  auto* stack = self_->fast_stack.as<Dict>();
  const Value key = unsigned_value(heap_, identity(object));
  if (stack->length() >= 50 && !TRY(dict_get(thread_, stack, key)).is_unbound()) {
    return raise(thread_, TypeId::ValueError, "fast mode: can't pickle cyclic objects including object type %T at 0x%lx", object, long(identity(object)));
  }
  return dict_set(thread_, stack, key, object);
}

Status Saver::leave_fast(Value object) {
  (void)TRY(dict_delete(thread_, self_->fast_stack.as<Dict>(), unsigned_value(heap_, identity(object))));
  return ok_status();
}

Status Saver::save_tuple(Value object) {
  auto* tuple = object.as<Tuple>();
  const int64_t n = tuple->length();
  if (n == 0) {
    if (self_->protocol) {
      op(Opcode::EmptyTuple);
    } else {
      op(Opcode::Mark);
      op(Opcode::Tuple);
    }
    return ok_status();
  }
  const bool few = n <= 3 && self_->protocol >= 2;
  if (!few) op(Opcode::Mark);
  for (int64_t i = 0; i < n; i++) TRY(save(tuple->at(i)));
  // In the memo by now: the tuple contains itself, through something in it.
  const int64_t number = out_.memo.find(object);
  if (number >= 0) {
    if (!few && self_->binary) {
      op(Opcode::PopMark);
    } else {
      for (int64_t i = few ? 0 : -1; i < n; i++) op(Opcode::Pop);
    }
    memo_get(number);
    return ok_status();
  }
  op(few ? Opcode(uint8_t(Opcode::Tuple1) + n - 1) : Opcode::Tuple);
  return memo_put(object);
}

Status Saver::save_list(Value object) {
  if (self_->fast) TRY(enter_fast(object));
  if (self_->binary) {
    op(Opcode::EmptyList);
  } else {
    op(Opcode::Mark);
    op(Opcode::List);
  }
  TRY(memo_put(object));
  auto* list = object.as<List>();
  if (list->length() != 0) {
    TRY(self_->protocol > 0 ? batch_exact_list(list) : batch_items(TRY(get_iterator(thread_, object))));
  }
  return self_->fast ? leave_fast(object) : ok_status();
}

Status Saver::batch_exact_list(List* list) {
  if (list->length() == 1) {
    TRY(save(list->at(0)));
    op(Opcode::Append);
    return ok_status();
  }
  int64_t total = 0;
  do {
    op(Opcode::Mark);
    for (int64_t i = 0; i < kBatch && total < list->length(); i++) TRY(save(list->at(total++)));
    op(Opcode::Appends);
  } while (total < list->length());
  return ok_status();
}

Status Saver::batch_items(Value iterator) {
  if (self_->protocol == 0) {
    for (;;) {
      const Value item = TRY(iterator_next(thread_, iterator));
      if (item.is_unbound()) return ok_status();
      TRY(save(item));
      op(Opcode::Append);
    }
  }
  int64_t n;
  do {
    n = 0;
    const Value first = TRY(iterator_next(thread_, iterator));
    if (first.is_unbound()) break;
    Value item = TRY(iterator_next(thread_, iterator));
    if (item.is_unbound()) {
      TRY(save(first));
      op(Opcode::Append);
      break;
    }
    op(Opcode::Mark);
    TRY(save(first));
    n = 1;
    while (!item.is_unbound()) {
      TRY(save(item));
      if (++n == kBatch) break;
      item = TRY(iterator_next(thread_, iterator));
    }
    op(Opcode::Appends);
  } while (n == kBatch);
  return ok_status();
}

Status Saver::save_dict(Value object) {
  if (self_->fast) TRY(enter_fast(object));
  if (self_->binary) {
    op(Opcode::EmptyDict);
  } else {
    op(Opcode::Mark);
    op(Opcode::Dict);
  }
  TRY(memo_put(object));
  auto* dict = object.as<Dict>();
  if (dict->length() != 0) {
    if (self_->protocol > 0) {
      TRY(batch_exact_dict(dict));
    } else {
      TRY(batch_pairs(TRY(get_iterator(thread_, TRY(call_method_with(thread_, object, name(Name::Items)))))));
    }
  }
  return self_->fast ? leave_fast(object) : ok_status();
}

Status Saver::batch_exact_dict(Dict* dict) {
  Value key, value;
  uint32_t position = 0;
  if (dict->length() == 1) {
    (void)dict_next(dict, position, key, value);
    TRY(save(key));
    TRY(save(value));
    op(Opcode::SetItem);
    return ok_status();
  }
  const int64_t size = dict->length();
  int64_t n;
  do {
    n = 0;
    op(Opcode::Mark);
    while (dict_next(dict, position, key, value)) {
      TRY(save(key));
      TRY(save(value));
      if (++n == kBatch) break;
    }
    op(Opcode::SetItems);
    if (dict->length() != size) return raise(thread_, TypeId::RuntimeError, "dictionary changed size during iteration");
  } while (n == kBatch);
  return ok_status();
}

Result<Tuple*> Saver::next_pair(Value iterator) {
  const Value item = TRY(iterator_next(thread_, iterator));
  if (item.is_unbound()) return static_cast<Tuple*>(nullptr);
  if (!is_kind(item, Kind::Tuple) || item.as<Tuple>()->length() != 2) {
    return raise(thread_, TypeId::TypeError, "dict items iterator must return 2-tuples");
  }
  return item.as<Tuple>();
}

Status Saver::save_pair(Tuple* pair) {
  TRY(save(pair->at(0)));
  return save(pair->at(1));
}

Status Saver::batch_pairs(Value iterator) {
  if (self_->protocol == 0) {
    for (;;) {
      auto pair = next_pair(iterator);
      if (!pair.ok()) return Raised{};
      if (!pair.value()) return ok_status();
      TRY(save_pair(pair.value()));
      op(Opcode::SetItem);
    }
  }
  int64_t n;
  do {
    n = 0;
    auto first = next_pair(iterator);
    if (!first.ok()) return Raised{};
    if (!first.value()) break;
    auto pair = next_pair(iterator);
    if (!pair.ok()) return Raised{};
    if (!pair.value()) {
      TRY(save_pair(first.value()));
      op(Opcode::SetItem);
      break;
    }
    op(Opcode::Mark);
    TRY(save_pair(first.value()));
    n = 1;
    while (pair.value()) {
      TRY(save_pair(pair.value()));
      if (++n == kBatch) break;
      pair = next_pair(iterator);
      if (!pair.ok()) return Raised{};
    }
    op(Opcode::SetItems);
  } while (n == kBatch);
  return ok_status();
}

Status Saver::save_set(Value object) {
  auto* set = object.as<SetObject>();
  if (self_->protocol < 4) {
    List* items = TRY(list_from_iterable(thread_, object));
    return save_reduce(tuple_of(heap_, Value(builtin_type(TypeId::Set)), Value(tuple_of(heap_, Value(items)))), object);
  }
  op(Opcode::EmptySet);
  TRY(memo_put(object));
  if (set->used == 0) return ok_status();
  const int64_t size = set->used;
  int64_t position = 0, n;
  do {
    n = 0;
    op(Opcode::Mark);
    Value key;
    while (set_next(set, position, key)) {
      TRY(save(key));
      if (++n == kBatch) break;
    }
    op(Opcode::AddItems);
    if (set->used != size) return raise(thread_, TypeId::RuntimeError, "set changed size during iteration");
  } while (n == kBatch);
  return ok_status();
}

Status Saver::save_frozenset(Value object) {
  if (self_->fast) TRY(enter_fast(object));
  if (self_->protocol < 4) {
    List* items = TRY(list_from_iterable(thread_, object));
    return save_reduce(tuple_of(heap_, Value(builtin_type(TypeId::FrozenSet)), Value(tuple_of(heap_, Value(items)))), object);
  }
  op(Opcode::Mark);
  int64_t position = 0;
  Value key;
  while (set_next(object.as<SetObject>(), position, key)) TRY(save(key));
  const int64_t number = out_.memo.find(object);
  if (number >= 0) {
    op(Opcode::PopMark);
    memo_get(number);
    return ok_status();
  }
  op(Opcode::FrozenSet);
  return memo_put(object);
}

}  // namespace taipan::python::pickle
