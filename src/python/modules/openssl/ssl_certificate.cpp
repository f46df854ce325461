// python/modules/openssl/ssl_certificate.cpp -- certificates as Python values.
//
// Room       python/modules/openssl.
// Tests      CPython's test_ssl
#include <openssl/bio.h>
#include <openssl/pem.h>

#include <cstring>

#include "python/modules/openssl/ssl_private.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python::ssl {

Type* g_certificate_type;

namespace {

struct Certificate : HeapObject {
  X509* native;
};
void finalize_certificate(HeapObject* object) { X509_free(static_cast<Certificate*>(object)->native); }
const Layout kLayout = {.name = "certificate", .size = &size_from_shape, .finalize = &finalize_certificate};

String* text(Heap& heap, const char* s) { return string_from_utf8(heap, s); }

std::string object_name(const ASN1_OBJECT* object) {
  char name[256];
  const int nid = OBJ_obj2nid(object);
  if (nid != NID_undef) return OBJ_nid2ln(nid);
  return OBJ_obj2txt(name, sizeof name, object, 1) > 0 ? name : "";
}
Value entry_value(Thread& thread, const X509_NAME_ENTRY* entry) {
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
  if (size < 0) return raise_library_error(thread);
  String* value = string_from_utf8(thread.heap(), {reinterpret_cast<char*>(utf8), size_t(size)});
  OPENSSL_free(utf8);
  return Value(tuple_of(thread.heap(), Value(text(thread.heap(), object_name(X509_NAME_ENTRY_get_object(entry)).c_str())), Value(value)));
}
// A tuple of sets, each a tuple of (name, value).
Value name_value(Thread& thread, const X509_NAME* name) {
  Heap& heap = thread.heap();
  List* sets = new_list(heap);
  List* current = new_list(heap);
  int set = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); i++) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    if (set >= 0 && X509_NAME_ENTRY_set(entry) != set) {
      (void)sets->append(heap, Value(tuple_from(heap, current->span())));
      current = new_list(heap);
    }
    set = X509_NAME_ENTRY_set(entry);
    (void)current->append(heap, TRY(entry_value(thread, entry)));
  }
  if (current->length()) (void)sets->append(heap, Value(tuple_from(heap, current->span())));
  return Value(tuple_from(heap, sets->span()));
}
std::string printed(const BIO* bio) {
  char* data;
  const long size = BIO_get_mem_data(const_cast<BIO*>(bio), &data);
  return std::string(data, size_t(size));
}
std::string time_text(const ASN1_TIME* time) {
  BIO* bio = BIO_new(BIO_s_mem());
  ASN1_TIME_print(bio, time);
  const std::string out = printed(bio);
  BIO_free(bio);
  return out;
}
Value alternative_names(Thread& thread, X509* certificate) {
  Heap& heap = thread.heap();
  auto* names = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  if (!names) return Value::none();
  List* list = new_list(heap);
  for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    const char* label = nullptr;
    Value value;
    auto ia5 = [&](const char* kind, const ASN1_IA5STRING* s) {
      label = kind;
      value = Value(string_from_latin1(heap, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(s)), size_t(ASN1_STRING_length(s))}));
    };
    switch (name->type) {
      case GEN_DIRNAME:
        label = "DirName";
        value = name_value(thread, name->d.directoryName);
        break;
      case GEN_EMAIL: ia5("email", name->d.rfc822Name); break;
      case GEN_DNS: ia5("DNS", name->d.dNSName); break;
      case GEN_URI: ia5("URI", name->d.uniformResourceIdentifier); break;
      case GEN_RID: {
        char id[256];
        label = "Registered ID";
        const int size = i2t_ASN1_OBJECT(id, sizeof id, name->d.registeredID);
        value = Value(text(heap, size > 0 ? id : "<INVALID>"));
        break;
      }
      case GEN_IPADD: {
        const unsigned char* p = name->d.ip->data;
        char address[64] = "<invalid>";
        if (name->d.ip->length == 4) {
          snprintf(address, sizeof address, "%d.%d.%d.%d", p[0], p[1], p[2], p[3]);
        } else if (name->d.ip->length == 16) {
          char* at = address;
          for (int k = 0; k < 8; k++) at += snprintf(at, 8, k ? ":%X" : "%X", p[2 * k] << 8 | p[2 * k + 1]);
        }
        label = "IP Address";
        value = Value(text(heap, address));
        break;
      }
      default: {
        BIO* bio = BIO_new(BIO_s_mem());
        GENERAL_NAME_print(bio, const_cast<GENERAL_NAME*>(name));
        const std::string shown = printed(bio);
        BIO_free(bio);
        const size_t colon = shown.find(':');
        label = "othername";
        value = Value(text(heap, colon == std::string::npos ? shown.c_str() : shown.substr(colon + 1).c_str()));
        break;
      }
    }
    if (value.is_raised()) {
      GENERAL_NAMES_free(names);
      return value;
    }
    (void)list->append(heap, Value(tuple_of(heap, Value(intern(heap, label)), value)));
  }
  GENERAL_NAMES_free(names);
  return Value(tuple_from(heap, list->span()));
}
Value access_uris(Thread& thread, X509* certificate, int method) {
  Heap& heap = thread.heap();
  auto* info = static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  if (!info) return Value::none();
  List* list = new_list(heap);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(info); i++) {
    const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(info, i);
    if (OBJ_obj2nid(one->method) != method || one->location->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = one->location->d.uniformResourceIdentifier;
    (void)list->append(heap, Value(string_from_latin1(heap, {reinterpret_cast<const char*>(uri->data), size_t(uri->length)})));
  }
  AUTHORITY_INFO_ACCESS_free(info);
  return list->length() ? Value(tuple_from(heap, list->span())) : Value::none();
}
Value distribution_points(Thread& thread, X509* certificate) {
  Heap& heap = thread.heap();
  auto* points = static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
  if (!points) return Value::none();
  List* list = new_list(heap);
  for (int i = 0; i < sk_DIST_POINT_num(points); i++) {
    const DIST_POINT* point = sk_DIST_POINT_value(points, i);
    if (!point->distpoint || point->distpoint->type != 0) continue;
    GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int k = 0; k < sk_GENERAL_NAME_num(names); k++) {
      const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, k);
      if (name->type != GEN_URI) continue;
      const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
      (void)list->append(heap, Value(string_from_latin1(heap, {reinterpret_cast<const char*>(uri->data), size_t(uri->length)})));
    }
  }
  CRL_DIST_POINTS_free(points);
  return list->length() ? Value(tuple_from(heap, list->span())) : Value::none();
}

Value public_bytes(Thread& thread, Value self, int format) {
  X509* native = self.as<Certificate>()->native;
  if (format == 2) return certificate_der(thread, native);
  if (format != 1) return raise(thread, TypeId::ValueError, "Unsupported format");
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, native);
  const std::string pem = printed(bio);
  BIO_free(bio);
  return Value(text(thread.heap(), pem.c_str()));
}
Value get_info(Thread& thread, Value self) { return certificate_dict(thread, self.as<Certificate>()->native); }
Value certificate_equal(Thread&, Value self, Value other) {
  if (type_of(other) != g_certificate_type) return Value::not_implemented();
  return Value::boolean(X509_cmp(self.as<Certificate>()->native, other.as<Certificate>()->native) == 0);
}
Value certificate_hash(Thread& thread, Value self) { return integer_value(thread.heap(), int64_t(X509_subject_name_hash(self.as<Certificate>()->native))); }
Value certificate_repr(Thread& thread, Value self) {
  BIO* bio = BIO_new(BIO_s_mem());
  X509_NAME_print_ex(bio, X509_get_subject_name(self.as<Certificate>()->native), 0, XN_FLAG_RFC2253);
  const std::string shown = printed(bio);
  BIO_free(bio);
  return Value(format_string(thread, "<%Q '%s'>", type_of(self), shown.c_str()));
}
const Method kMethods[] = {
    {"public_bytes(self, /, format=1)", public_bytes, ""},
    {"get_info(self, /)", get_info, ""},
    {"__eq__(self, value, /)", certificate_equal, "Return self==value."},
    {"__hash__(self, /)", certificate_hash, "Return hash(self)."},
    {"__repr__(self, /)", certificate_repr, "Return repr(self)."},
};
const TypeSpec kSpec = {.name = "_ssl.Certificate", .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Certificate),
                        .flags = kTypeNoInstantiation, .methods = kMethods};

}  // namespace

Value certificate_der(Thread& thread, X509* certificate) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  if (size < 0) return raise_library_error(thread);
  const Value bytes = Value(bytes_from(thread.heap(), {reinterpret_cast<char*>(data), size_t(size)}));
  OPENSSL_free(data);
  return bytes;
}

Value certificate_dict(Thread& thread, X509* certificate) {
  Heap& heap = thread.heap();
  Dict* dict = new_dict(heap);
  auto set = [&](const char* key, Value value) { dict_set(heap, dict, intern(heap, key), value); };
  set("subject", TRY(name_value(thread, X509_get_subject_name(certificate))));
  set("issuer", TRY(name_value(thread, X509_get_issuer_name(certificate))));
  set("version", Value::integer(X509_get_version(certificate) + 1));
  BIO* bio = BIO_new(BIO_s_mem());
  i2a_ASN1_INTEGER(bio, X509_get_serialNumber(certificate));
  const std::string serial = printed(bio);
  BIO_free(bio);
  set("serialNumber", Value(text(heap, serial.c_str())));
  set("notBefore", Value(text(heap, time_text(X509_get0_notBefore(certificate)).c_str())));
  set("notAfter", Value(text(heap, time_text(X509_get0_notAfter(certificate)).c_str())));
  const struct {
    const char* key;
    Value value;
  } extras[] = {{"subjectAltName", alternative_names(thread, certificate)}, {"OCSP", access_uris(thread, certificate, NID_ad_OCSP)},
                {"caIssuers", access_uris(thread, certificate, NID_ad_ca_issuers)}, {"crlDistributionPoints", distribution_points(thread, certificate)}};
  for (const auto& extra : extras) {
    if (extra.value.is_raised()) return extra.value;
    if (!extra.value.is_none()) set(extra.key, extra.value);
  }
  return Value(dict);
}

Value new_certificate(Thread& thread, X509* certificate) {
  auto* self = static_cast<Certificate*>(allocate_instance(thread.heap(), g_certificate_type));
  X509_up_ref(certificate);
  self->native = certificate;
  return Value(self);
}

Value test_decode_certificate(Thread& thread, Value path) {
  const std::string name = TRY(path_of(thread, path));
  BIO* bio = BIO_new_file(name.c_str(), "r");
  if (!bio) {
    raise_ssl_error(thread, g_error, 0, "Can't open file", 0);
    return Value::raised();
  }
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  if (!certificate) return raise_ssl_error(thread, g_error, 0, "Error decoding PEM-encoded file", 0);
  const Value dict = certificate_dict(thread, certificate);
  X509_free(certificate);
  return dict;
}

Status define_certificate_type(Thread& thread, Module* module) {
  if (!g_certificate_type) g_certificate_type = TRY(define_type(thread, kSpec));
  return module_add(thread, module, "Certificate", Value(g_certificate_type));
}

}  // namespace taipan::python::ssl
