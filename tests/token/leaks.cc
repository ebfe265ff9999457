// SoftHSM 2.6.1 loses 37 bytes at each signature by an Ed25519 key. With the leak sanitizer that is let be,
// for it alone; its frames are only seen with the slow way of walking the stack.

extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libsofthsm2.so\n"; }
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "fast_unwind_on_malloc=0"; }
