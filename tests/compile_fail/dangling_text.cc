// A view into a document that is about to die.
#include "libmarkings/cable/document.h"

markings::Document Make();

std::size_t Use() {
#ifdef FLAWED
  return Make().Text({0, 1}).size();
#else
  const markings::Document document = Make();
  return document.Text({0, 1}).size();
#endif
}
