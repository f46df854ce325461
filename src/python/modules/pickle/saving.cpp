// python/modules/pickle/saving.cpp -- pickling: frames, the memo, and which way an object goes.
//
// Room       python/modules/pickle. See saver.h.
#include <cstring>

#include "python/modules/pickle/saver.h"
#include "python/objects/bytearray.h"
#include "python/objects/exceptions.h"
#include "python/objects/set.h"
#include "vm/integer.h"

namespace taipan::python::pickle {

// ---- bytes

void Saver::commit_frame() {
  if (!out_.framing || out_.frame_start < 0) return;
  const auto start = size_t(out_.frame_start);
  const std::string_view all = out_.bytes.view();
  const size_t length = all.size() - start - kFrameHeader;
  auto* at = reinterpret_cast<uint8_t*>(const_cast<char*>(all.data())) + start;
  if (int64_t(length) >= kFrameMinimum) {
    at[0] = uint8_t(Opcode::Frame);
    put_little(at + 1, length, 8);
  } else {
    memmove(at, at + kFrameHeader, length);
    out_.bytes.truncate(all.size() - kFrameHeader);
  }
  out_.frame_start = -1;
}

Status Saver::boundary() {
  if (!out_.framing || out_.frame_start < 0) return ok_status();
  if (int64_t(out_.bytes.view().size()) - out_.frame_start - kFrameHeader < kFrameTarget) return ok_status();
  commit_frame();
  return flush();
}

Status Saver::flush() {
  if (self_->write.is_unbound()) return ok_status();
  Bytes* data = bytes_from(heap_, out_.bytes.view());
  out_.bytes.truncate(0);
  TRY(call_with(thread_, self_->write, Value(data)));
  return ok_status();
}

// A header and its payload; large payloads go to the file as they are, outside of frames.
Status Saver::write_payload(const uint8_t* header, size_t header_size, std::string_view data, Value payload) {
  const bool bypass = int64_t(data.size()) >= kFrameTarget;
  const bool framing = out_.framing;
  if (bypass) {
    commit_frame();
    out_.framing = false;
  }
  write(header, header_size);
  if (bypass && !self_->write.is_unbound()) {
    TRY(flush());
    TRY(call_with(thread_, self_->write, payload.is_unbound() ? Value(bytes_from(heap_, data)) : payload));
  } else {
    write(data.data(), data.size());
  }
  out_.framing = framing;
  return ok_status();
}

// ---- memo

Status Saver::memo_put(Value object) {
  if (self_->fast) return ok_status();
  const int64_t number = out_.memo.size();
  out_.memo.add(object, number);
  if (!self_->memoized->append(heap_, object)) return raise_memory_error(thread_);
  if (self_->protocol >= 4) {
    op(Opcode::Memoize);
  } else if (!self_->binary) {
    char text[32];
    write(text, size_t(snprintf(text, sizeof text, "p%ld\n", long(number))));
  } else if (number < 256) {
    op_number(Opcode::BinPut, uint64_t(number), 1);
  } else {
    op_number(Opcode::LongBinPut, uint64_t(number), 4);
  }
  return ok_status();
}

void Saver::memo_get(int64_t number) {
  if (!self_->binary) {
    char text[32];
    write(text, size_t(snprintf(text, sizeof text, "g%ld\n", long(number))));
  } else if (number < 256) {
    op_number(Opcode::BinGet, uint64_t(number), 1);
  } else {
    op_number(Opcode::LongBinGet, uint64_t(number), 4);
  }
}

// ---- one object

Status Saver::save(Value object, bool is_persistent_id) {
  TRY(boundary());
  if (!is_persistent_id && !persistent_id_.is_unbound()) {
    if (TRY(save_persistent(object))) return ok_status();
  }
  if (object.is_none()) {
    op(Opcode::None);
    return ok_status();
  }
  if (object.is_bool()) return save_bool(object.as_bool());
  if (is_exact_integer(object)) return save_int(object);
  if (object.is_double()) return save_float(object.as_double());
  const int64_t number = out_.memo.find(object);
  if (number >= 0) {
    memo_get(number);
    return ok_status();
  }
  if (is_exact(object, TypeId::Bytes)) return save_bytes(object);
  if (is_exact_string(object)) return save_string(object);
  DepthGuard depth(thread_);
  if (!depth.ok()) return thread_.language().raise_recursion_error(thread_, " while pickling an object");
  return save_container(object);
}

Status Saver::save_container(Value object) {
  if (is_exact_dict(object)) return save_dict(object);
  if (is_exact(object, TypeId::Set)) return save_set(object);
  if (is_exact(object, TypeId::FrozenSet)) return save_frozenset(object);
  if (is_exact_list(object)) return save_list(object);
  if (is_exact_tuple(object)) return save_tuple(object);
  if (is_exact(object, TypeId::ByteArrayType)) return save_bytearray(object);
  if (is_pickle_buffer(object)) return save_buffer(object);
  Value reduced;
  if (!reducer_override_.is_unbound()) {
    reduced = TRY(call_with(thread_, reducer_override_, object));
    if (!reduced.is_not_implemented()) return save_reduced(reduced, object);
  }
  Type* type = type_of(object);
  if (type == builtin_type(TypeId::Type)) return save_type(object);
  if (type == builtin_type(TypeId::Function)) return save_global(object, nullptr);
  Value reducer;
  if (dispatch_table_.is_unbound()) {
    reducer = TRY(dict_get(thread_, helpers_.dispatch_table.as<Dict>(), Value(type)));
  } else {
    reducer = get_item(thread_, dispatch_table_, Value(type));
    if (reducer.is_raised()) {
      if (!clear_if(thread_, TypeId::KeyError)) return Raised{};
      reducer = Value::unbound();
    }
  }
  if (!reducer.is_unbound()) {
    reduced = TRY(call_with(thread_, reducer, object));
  } else if (is_subtype(type, builtin_type(TypeId::Type))) {
    return save_global(object, nullptr);
  } else {
    const Value reduce_ex = TRY(get_attribute_or_unbound(thread_, object, special_name(Special::ReduceEx)));
    if (!reduce_ex.is_unbound()) {
      reduced = TRY(call_with(thread_, reduce_ex, Value::integer(self_->protocol)));
    } else {
      const Value reduce = TRY(get_attribute_or_unbound(thread_, object, special_name(Special::Reduce)));
      if (reduce.is_unbound()) return raise(thread_, g_pickling_error, "can't pickle '%N' object: %R", type, object);
      reduced = TRY(call_with(thread_, reduce));
    }
  }
  return save_reduced(reduced, object);
}

Status Saver::save_reduced(Value reduced, Value object) {
  if (as_string(reduced)) return save_global(object, as_string(reduced));
  if (!is_kind(reduced, Kind::Tuple)) return raise(thread_, g_pickling_error, "__reduce__ must return a string or tuple");
  return save_reduce(reduced.as<Tuple>(), object);
}

Result<bool> Saver::save_persistent(Value object) {
  const Value id = TRY(call_with(thread_, persistent_id_, object));
  if (id.is_none()) return false;
  if (self_->binary) {
    TRY(save(id, true));
    op(Opcode::BinPersistentId);
    return true;
  }
  String* text = TRY(str(thread_, id));
  for (int64_t i = 0; i < text->length(); i++) {
    if (text->at(i) >= 128) return raise(thread_, g_pickling_error, "persistent IDs in protocol 0 must be ASCII strings");
  }
  op(Opcode::PersistentId);
  write_text(text->bytes());
  write_text("\n");
  return true;
}

Status Saver::dump(Value object) {
  reducer_override_ = TRY(get_attribute_or_unbound(thread_, Value(self_), intern(heap_, "reducer_override")));
  dispatch_table_ = TRY(get_attribute_or_unbound(thread_, Value(self_), intern(heap_, "dispatch_table")));
  persistent_id_ = TRY(get_attribute_or_unbound(thread_, Value(self_), intern(heap_, "persistent_id")));
  if (self_->protocol >= 2) {
    const uint8_t head[] = {uint8_t(Opcode::Protocol), uint8_t(self_->protocol)};
    write(head, 2);
    if (self_->protocol >= 4) out_.framing = true;
  }
  TRY(save(object));
  op(Opcode::Stop);
  commit_frame();
  out_.framing = false;
  return flush();
}

Status dump(Thread& thread, PicklerObject* self, Value object) {
  Helpers* shared = TRY(helpers(thread));
  self->output->bytes.truncate(0);
  self->output->framing = false;
  self->output->frame_start = -1;
  Saver saver(thread, self, shared);
  const Status done = saver.dump(object);
  self->output->framing = false;
  asm volatile("" : : "r"(&saver) : "memory");
  return done;
}

}  // namespace taipan::python::pickle
