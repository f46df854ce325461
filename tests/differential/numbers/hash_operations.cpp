#include "driver.h"
namespace taipan::differential {
const std::vector<OperationRow> kHashOperations = {};
}
