#include "libmarkings/policy/internal/exemption_codes.h"

#include <string>

#include "libmarkings/text/ascii.h"

namespace markings::internal {

bool IsExemption(std::string_view code, char number) {
  const std::string upper = Upper(code);
  const std::string statute = std::string("(B)(") + number + ")";
  const std::string short_form = std::string("B") + number;
  if (upper.starts_with(statute)) return true;
  return upper.starts_with(short_form) &&
         (upper.size() == short_form.size() || !IsDigit(upper[short_form.size()]));
}

bool OfClassification(std::string_view code) {
  return IsExemption(code, '1') || code.starts_with("1.4(") || code.starts_with("1.5(");
}

int AutomaticYears(std::string_view code) {
  if (code.starts_with("25X") || code.starts_with("3.3(b)(")) return 50;
  if (code.starts_with("50X")) return 75;
  return OfClassification(code) ? 25 : 0;
}

}  // namespace markings::internal
