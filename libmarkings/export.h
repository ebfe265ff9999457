#ifndef LIBMARKINGS_EXPORT_H_
#define LIBMARKINGS_EXPORT_H_

// What the library shows to programs that link it; everything else is hidden, also in a shared build.
#define MARKINGS_API __attribute__((visibility("default")))

#endif  // LIBMARKINGS_EXPORT_H_
