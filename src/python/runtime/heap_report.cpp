// python/runtime/heap_report.cpp -- a line a collection, and a census of the heap.
//
// Room       python/runtime. For developers: which objects are how much of the memory, and what is no object at all.
// In / out   -X heap_report; stderr.
// May touch  Nothing: it walks the heap between collections, with native memory only.
#include "python/runtime/heap_report.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gc/heap.h"
#include "python/objects/type.h"
#include "vm/string.h"

namespace taipan::python {

namespace {

constexpr size_t kRowsShown = 24;
constexpr double kMegabyte = 1 << 20;

Heap* g_heap = nullptr;

// Pages of the process that are in memory.
size_t resident_bytes() {
  size_t all = 0, resident = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%zu %zu", &all, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

struct Row {
  size_t count = 0, bytes = 0;
};

std::string class_name(const HeapObject* object) {
  const HeapObject* type = shape_of(object)->type;
  if (type == nullptr) return "-";
  const String* name = static_cast<const Type*>(type)->name;
  return name != nullptr && name->is_ascii() ? std::string(name->bytes()) : "?";
}

void print_census(const char* when) {
  if (g_heap == nullptr) return;
  std::map<std::pair<std::string, std::string>, Row> rows;
  std::map<const ShapeHeader*, Row*> row_of_shape;
  Row all, large;
  g_heap->for_each_object([&](HeapObject* object) {
    Row*& row = row_of_shape[object->shape()];
    if (row == nullptr) row = &rows[{object->shape()->layout->name, class_name(object)}];
    const size_t bytes = object_bytes(object);
    for (Row* sum : {row, &all}) {
      ++sum->count;
      sum->bytes += bytes;
    }
    if (bytes > 8192) {
      ++large.count;
      large.bytes += bytes;
    }
  });
  size_t shapes = 0;
  g_heap->for_each_shape([&](ShapeHeader*) { ++shapes; });
  std::vector<std::pair<std::pair<std::string, std::string>, Row>> sorted(rows.begin(), rows.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second.bytes > b.second.bytes; });
  std::fprintf(stderr, "heap %s\n%12s %12s  layout, class\n", when, "bytes", "objects");
  for (size_t i = 0; i < std::min(sorted.size(), kRowsShown); ++i) {
    const auto& [names, row] = sorted[i];
    std::fprintf(stderr, "%12zu %12zu  %s, %s\n", row.bytes, row.count, names.first.c_str(), names.second.c_str());
  }
  std::fprintf(stderr, "%12zu %12zu  all objects\n%12zu %12zu  of these above 8 KiB\n", all.bytes, all.count, large.bytes,
               large.count);
  std::fprintf(stderr, "%12zu %12zu  shapes\n", shapes * kShapeCellBytes, shapes);
  const struct mallinfo2 native = mallinfo2();
  std::fprintf(stderr, "%12zu               in use by the collector's count, holes inside occupied lines included\n",
               g_heap->bytes_in_use());
  std::fprintf(stderr, "%12zu               pages of the heap that were touched\n", g_heap->bytes_committed());
  std::fprintf(stderr, "%12zu               malloc in use\n%12zu               malloc free\n%12zu               resident\n\n",
               native.uordblks + native.hblkhd, native.fordblks, resident_bytes());
}

class ReportingObserver final : public HeapObserver {
 public:
  explicit ReportingObserver(HeapObserver& next) : next_(next) {}

  void on_collection_start(CollectionKind kind) override { next_.on_collection_start(kind); }
  void on_collection_end(const CollectionReport& report) override {
    next_.on_collection_end(report);
    const size_t resident = resident_bytes();
    const bool is_major = report.kind == CollectionKind::Major;
    std::fprintf(stderr, "collection: %s, live %.2f MB, freed %.2f MB, %zu survivors, %.2f ms; resident %.2f MB\n",
                 is_major ? "major" : "minor", double(report.live_bytes) / kMegabyte, double(report.freed_bytes) / kMegabyte,
                 report.survivor_objects, double(report.pause_nanoseconds) * 1e-6, double(resident) / kMegabyte);
    if (!is_major || resident < largest_ + largest_ / 8) return;
    largest_ = resident;
    print_census("after a major collection");
  }
  void on_finalization_pending() override { next_.on_finalization_pending(); }
  void on_memory_limit() override { next_.on_memory_limit(); }

 private:
  HeapObserver& next_;
  size_t largest_ = 0;
};

}  // namespace

HeapObserver& reporting_observer(HeapObserver& next) {
  static ReportingObserver observer(next);
  return observer;
}

void report_on(Heap& heap) {
  g_heap = &heap;
  std::atexit([] { print_census("at the end"); });
}

}  // namespace taipan::python
