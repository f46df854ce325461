// python/modules/datetime/datetime_methods.h -- methods of datetime.datetime that are not in the file of its type.
//
// Room       python/modules/datetime: datetime_arithmetic.cpp.
#pragma once

#include "python/modules/datetime/datetime_private.h"

namespace taipan::python::datetime {

Value datetime_utcoffset(Thread& thread, DateObject* self);
Value datetime_tzname(Thread& thread, DateObject* self);
Value datetime_dst(Thread& thread, DateObject* self);
Value datetime_timestamp(Thread& thread, DateObject* self);
Value datetime_timetuple(Thread& thread, DateObject* self);
Value datetime_utctimetuple(Thread& thread, DateObject* self);
Value datetime_astimezone(Thread& thread, Value self, Value tz);
Value datetime_add(Thread& thread, Value a, Value b);
Value datetime_subtract(Thread& thread, Value a, Value b);
Value datetime_rsubtract(Thread& thread, Value self, Value other);
Value compare_datetimes(Thread& thread, Value self, Value other, Compare op);
template <Compare op>
Value datetime_compare(Thread& thread, Value self, Value other) { return compare_datetimes(thread, self, other, op); }

}  // namespace taipan::python::datetime
