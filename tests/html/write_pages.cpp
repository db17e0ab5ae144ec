// write_pages FOLDER: every sample and every large report as a page, for a browser to open.
#include <filesystem>
#include <fstream>

#include "gate/report/render.h"
#include "tests/html/large_reports.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  using namespace gate::samples;
  for (const auto& samples : {all(), of_causes(), large()}) {
    for (const Sample& sample : samples) {
      std::ofstream file(std::filesystem::path(argv[1]) / (sample.name + ".html"),
                         std::ios::binary);
      file << gate::render_html(sample.report);
      if (!file.flush()) return 1;
    }
  }
  return 0;
}
