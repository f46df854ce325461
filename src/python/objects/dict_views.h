// python/objects/dict_views.h -- making views of dicts and iterators over them.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

Value new_dict_view(Heap& heap, TypeId type, Dict* dict);      // DictKeys, DictValues or DictItems
Value new_dict_iterator(Heap& heap, TypeId type, Dict* dict);  // any of the six iterator types

}  // namespace taipan::python
