// base/sanitizer.h -- what the sanitizers need to be told about memory that we manage ourselves.
//
// Room       Base.
// In / out   poison_memory/unpoison_memory are free without AddressSanitizer; TAIPAN_NO_SANITIZE_ADDRESS marks
//            functions that read other frames' stack words on purpose.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define TAIPAN_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TAIPAN_ASAN 1
#endif
#endif
#ifndef TAIPAN_ASAN
#define TAIPAN_ASAN 0
#endif

#if TAIPAN_ASAN
extern "C" void __asan_poison_memory_region(void const volatile* address, size_t bytes);
extern "C" void __asan_unpoison_memory_region(void const volatile* address, size_t bytes);
#define TAIPAN_NO_SANITIZE_ADDRESS __attribute__((no_sanitize("address"), noinline))
#else
#define TAIPAN_NO_SANITIZE_ADDRESS
#endif

namespace taipan {

inline void poison_memory([[maybe_unused]] const void* address, [[maybe_unused]] size_t bytes) {
#if TAIPAN_ASAN
  __asan_poison_memory_region(address, bytes);
#endif
}

inline void unpoison_memory([[maybe_unused]] const void* address, [[maybe_unused]] size_t bytes) {
#if TAIPAN_ASAN
  __asan_unpoison_memory_region(address, bytes);
#endif
}

}  // namespace taipan
