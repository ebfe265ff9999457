// How time and memory of parsing grow with the text: 1, 10 and 100 MiB of what is worst for a parser, each in
// a process of its own, so that the peak of its memory is its own.
//
//   build/bench/bench/linear [MIB]      at most so many MiB, 100 unless given

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/cable/document.h"

namespace {

using markings::Buffer;
using markings::Document;
using markings::TextLimits;
using markings::Vocabulary;

struct Shape {
  std::string_view name;
  std::string_view unit;
};

constexpr std::array<Shape, 10> kShapes = {{
    {"prose",
     "1. (SBU) The minister spoke of the harbour fees at some length, and of the\n"
     "ships that had left before the storm. He would not say who had told him, nor\n"
     "when. The consul asked again.\n\n"},
    {"one byte", "a"},
    {"line ends", "\n"},
    {"( in one line", "("},
    {"( in lines", "((((((((((((((((((((((((((((((((((((((((((((((((\n"},
    {"1. ( in one line", "1. ("},
    {"1. ( in lines", "1. (\n"},
    {"nested lists", "1. (U) X\na. (U) Y\n(1) (U) Z\n-- w\n"},
    {"page lines", "PAGE 02  KALVOR 00123  071504Z\n"},
    {"masks", "aXXXXXX XXXXXX\n"},
}};

void Measure(const Shape& shape, std::size_t mebibytes) {
  std::string text = "UNCLAS KALVOR 000123\n";
  const std::size_t size = mebibytes << 20U;
  text.reserve(size + shape.unit.size());
  while (text.size() < size) text += shape.unit;
  TextLimits limits;
  limits.max_line_bytes = size * 2;
  const auto begin = std::chrono::steady_clock::now();
  auto buffer = Buffer::FromBytes(std::move(text), "bench", limits);
  if (!buffer) return;
  const auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime("state"));
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double peak = static_cast<double>(usage.ru_maxrss) / 1024.0 / static_cast<double>(mebibytes);
  std::printf("%-18.*s %4zu MiB  %8.3f s  %6.1f MiB/s  memory %5.1f times the text  %zu elements\n",
              static_cast<int>(shape.name.size()), shape.name.data(), mebibytes, time.count(),
              static_cast<double>(mebibytes) / time.count(), peak,
              document ? document->elements().size() : 0);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t most = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100;
  for (const Shape& shape : kShapes) {
    for (std::size_t mebibytes = 1; mebibytes <= most; mebibytes *= 10) {
      const pid_t child = fork();
      if (child == 0) {
        Measure(shape, mebibytes);
        _exit(0);
      }
      int status = 0;
      if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        std::fprintf(stderr, "linear: %zu MiB could not be measured\n", mebibytes);
        return 1;
      }
    }
  }
  return 0;
}
