// cli/command_line.h -- from the arguments to the exit status. https://docs.python.org/3.11/using/cmdline.html
#pragma once

namespace taipan::cli {

// The exit status of the process.
int run(int argc, char** argv);

}  // namespace taipan::cli
