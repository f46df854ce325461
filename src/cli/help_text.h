// cli/help_text.h -- what --help and its relatives print.
#pragma once

namespace taipan::cli {

extern const char kUsageLine[];   // a format: the program's name
extern const char kOptionsHelp[];
extern const char kEnvironmentHelp[];
extern const char kXOptionsHelp[];

}  // namespace taipan::cli
