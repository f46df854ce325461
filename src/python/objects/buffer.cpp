// python/objects/buffer.cpp -- getting and giving back views; the contract is in buffer.h.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
#include "python/objects/buffer.h"

#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/objects/memoryview.h"

namespace taipan::python {

namespace {

const BufferExporter* exporter_of(Value value) {
  if (!value.is_object()) return nullptr;
  const TypeSpec* spec = type_from_shape(shape_of(value.as_object()))->spec;
  return spec ? spec->buffer : nullptr;
}

Status get(Thread& thread, Value value, const BufferExporter* exporter, BufferView* view, BufferAccess access) {
  view->release();
  TRY(exporter->get(thread, value, view, access));
  view->owner = value;
  view->exporter = exporter;
  if (exporter->counts) {
    if (ExportCounts* counts = exporter->counts(value.as_object())) counts->held++;
  }
  return ok_status();
}

Raised raise_not_bytes_like(Thread& thread, Value value) {
  return raise(thread, TypeId::TypeError, "a bytes-like object is required, not '%T'", value);
}

void copy_dimension(uint8_t*& out, const BufferView& view, const uint8_t* from, int dimension) {
  const int64_t count = view.shape[dimension], stride = view.strides ? view.strides[dimension] : view.item_size;
  for (int64_t i = 0; i < count; i++, from += stride) {
    const uint8_t* at = from;
    if (view.suboffsets && view.suboffsets[dimension] >= 0) {
      memcpy(&at, from, sizeof at);
      at += view.suboffsets[dimension];
    }
    if (dimension + 1 < view.dimensions) {
      copy_dimension(out, view, at, dimension + 1);
    } else {
      memcpy(out, at, size_t(view.item_size));
      out += view.item_size;
    }
  }
}

// A variable of the running frames, or of their modules, that holds a memoryview of this exporter.
bool has_named_view(Thread& thread, HeapObject* exporter) {
  constexpr int kModules = 2;  // so many innermost frames' globals are looked at
  int seen = 0;
  for (Value* regs = thread.regs; regs; regs = frame_header(regs)->caller, seen++) {
    const Function* function = function_of(regs);
    const Code* code = function->code;
    for (int i = 0; i < code->local_count; i++) {
      Value v = regs[i];
      if (is_cell(v)) v = v.as<Cell>()->value;
      if (shows(v, exporter)) return true;
    }
    if (seen >= kModules) continue;
    Value key, value;
    for (uint32_t i = 0; dict_next(function->globals, i, key, value);) {
      if (shows(value, exporter)) return true;
    }
    const Value space = frame_header(regs)->auxiliary;
    if (!is_kind(space, Kind::Dict)) continue;
    for (uint32_t i = 0; dict_next(space.as<Dict>(), i, key, value);) {
      if (shows(value, exporter)) return true;
    }
  }
  return false;
}

}  // namespace

void BufferView::release() {
  if (!exporter) return;
  const BufferExporter* e = exporter;
  exporter = nullptr;
  if (e->counts && owner.is_object() && !owner.is_unbound()) {
    if (ExportCounts* counts = e->counts(owner.as_object())) counts->held--;
  }
  if (e->drop) e->drop(internal);
  owner = Value::unbound();
}

Value buffer_source(Value owner) {
  const BufferExporter* exporter = exporter_of(owner);
  return exporter && exporter->source ? exporter->source(owner) : owner;
}

bool is_bytes_like(Value value) { return exporter_of(value) != nullptr; }

bool is_c_contiguous(const BufferView& view) {
  if (view.suboffsets) return false;
  if (!view.strides || !view.shape || view.size == 0) return true;
  int64_t expected = view.item_size;
  for (int i = view.dimensions; i-- > 0;) {
    if (view.shape[i] > 1 && view.strides[i] != expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

void copy_contiguous(uint8_t* out, const BufferView& view) {
  if (is_c_contiguous(view)) {
    if (view.size != 0) memcpy(out, view.data, size_t(view.size));
    return;
  }
  copy_dimension(out, view, view.data, 0);
}

Status get_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access) {
  const BufferExporter* exporter = exporter_of(value);
  if (!exporter) {
    if (access == BufferAccess::Write) {
      return raise(thread, TypeId::TypeError, "a read-write bytes-like object is required, not '%T'", value);
    }
    return raise_not_bytes_like(thread, value);
  }
  if (!get(thread, value, exporter, view, access).ok()) {
    if (access == BufferAccess::Write && clear_if(thread, TypeId::BufferError)) {
      return raise(thread, TypeId::TypeError, "a read-write bytes-like object is required, not '%T'", value);
    }
    return Raised{};
  }
  if (is_c_contiguous(*view)) return ok_status();
  view->release();
  return raise(thread, TypeId::BufferError, "memoryview: underlying buffer is not C-contiguous");
}

Status get_full_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access) {
  const BufferExporter* exporter = exporter_of(value);
  if (!exporter) return raise_not_bytes_like(thread, value);
  return get(thread, value, exporter, view, access);
}

Status check_resizable(Thread& thread, HeapObject* exporter, ExportCounts& counts, const char* message) {
  if (counts.held == 0 && counts.views == 0) return ok_status();
  if (counts.held > 0 || has_named_view(thread, exporter)) return raise(thread, TypeId::BufferError, "%s", message);
  counts.views = 0;
  return ok_status();
}

Bytes* bytes_of_buffer(Thread& thread, Value value) {
  if (is_exact_bytes(value)) return value.as<Bytes>();
  BufferView view;
  TRY(get_full_buffer(thread, value, &view));
  Bytes* copy = new_bytes(thread.heap(), view.size);
  if (!copy) return raise_memory_error(thread);
  copy_contiguous(copy->data_, view);
  return copy;
}

}  // namespace taipan::python
