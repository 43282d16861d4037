// Cuts a text line by line with cppjieba and prints one row; contest.py starts it.
// Arguments: the folder of its dictionaries, the text, hmm or plain.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "cppjieba/Jieba.hpp"

using Clock = std::chrono::steady_clock;

static double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

static double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) * 1024 / 1e6;
  }
  return 0;
}

// CRC-32 as in zlib, over all tokens, each followed by a line end.
static uint32_t add(uint32_t crc, const std::string& bytes) {
  for (unsigned char byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
  }
  return crc;
}

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const std::string dictionaries = arguments[1];
  const bool hmm = std::string(arguments[3]) == "hmm";
  std::ifstream file(arguments[2]);
  std::vector<std::string> lines;
  size_t bytes = 0;
  for (std::string line; std::getline(file, line);) {
    bytes += line.size() + 1;
    lines.push_back(line);
  }
  const auto start = Clock::now();
  cppjieba::Jieba jieba(dictionaries + "/jieba.dict.utf8", dictionaries + "/hmm_model.utf8",
                        dictionaries + "/user.dict.utf8", dictionaries + "/idf.utf8",
                        dictionaries + "/stop_words.utf8");
  const double load = seconds(start);

  std::vector<std::string> words;
  size_t tokens = 0;
  const auto begun = Clock::now();
  const std::clock_t cpu = std::clock();
  for (const auto& line : lines) {
    jieba.Cut(line, words, hmm);
    tokens += words.size();
  }
  const double wall = seconds(begun);
  const double used = double(std::clock() - cpu) / CLOCKS_PER_SEC;
  const double peak = peak_megabytes();

  uint32_t check = 0xFFFFFFFFu;
  for (const auto& line : lines) {
    jieba.Cut(line, words, hmm);
    for (const auto& word : words) check = add(add(check, word), "\n");
  }
  std::printf("%zu\t%zu\t%.4f\t%.4f\t%.4f\t%.1f\t%zu\t%x\n", bytes, tokens, load, wall, used, peak,
              tokens, check ^ 0xFFFFFFFFu);
  return 0;
}
