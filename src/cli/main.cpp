// cli/main.cpp -- the command `taipan`.
#include <cstdio>
#include <cstring>

#include "cli/command_line.h"

int main(int argc, char** argv) { return taipan::cli::run(argc, argv); }
