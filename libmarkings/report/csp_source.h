#ifndef LIBMARKINGS_REPORT_CSP_SOURCE_H_
#define LIBMARKINGS_REPORT_CSP_SOURCE_H_

#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// What a Content-Security-Policy names an inline script or style by: 'sha256-...', quotes included. For what
// is in every page of its kind, never for text of a document. Source: W3C CSP 3, 2.3.1. Thread-safe.
[[nodiscard]] MARKINGS_API std::string CspSource(std::string_view published);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CSP_SOURCE_H_
