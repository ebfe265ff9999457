// A module that behaves badly, for what SoftHSM cannot be made to do. MARKINGS_FAKE says how.

#include <p11-kit/pkcs11.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

bool Is(std::string_view fault) {
  const char* asked = std::getenv("MARKINGS_FAKE");
  return asked != nullptr && fault == asked;
}

CK_RV Ok(void* /*reserved*/) { return CKR_OK; }

CK_RV GetSlotList(CK_BBOOL /*present*/, CK_SLOT_ID* slots, CK_ULONG* count) {
  if (Is("many slots")) {
    *count = 1000000;  // more than there was room for
    return slots == nullptr ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  }
  if (slots != nullptr) slots[0] = 7;
  *count = 1;
  return CKR_OK;
}

CK_RV GetTokenInfo(CK_SLOT_ID /*slot*/, CK_TOKEN_INFO* info) {
  std::memset(info, 0, sizeof *info);
  std::memset(info->label, ' ', sizeof info->label);
  const std::string_view label = Is("escape") ? "a\x1b[2Jb" : "fake";
  std::memcpy(info->label, label.data(), label.size());
  info->flags = CKF_TOKEN_INITIALIZED | CKF_LOGIN_REQUIRED;
  if (Is("keypad")) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  if (Is("last try")) info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (Is("locked")) info->flags |= CKF_USER_PIN_LOCKED;
  if (Is("open")) info->flags &= ~static_cast<CK_FLAGS>(CKF_LOGIN_REQUIRED);
  return CKR_OK;
}

CK_RV OpenSession(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* session) {
  if (Is("no session")) return CKR_DEVICE_REMOVED;
  *session = 1;
  return CKR_OK;
}

CK_RV CloseSession(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV Login(CK_SESSION_HANDLE, CK_USER_TYPE, unsigned char* pin, CK_ULONG size) {
  if (Is("keypad")) return pin == nullptr && size == 0 ? CKR_OK : CKR_PIN_INCORRECT;
  if (Is("open")) return CKR_GENERAL_ERROR;
  if (Is("expired")) return CKR_PIN_EXPIRED;
  return std::string_view(reinterpret_cast<char*>(pin), size) == "1234" ? CKR_OK : CKR_PIN_LOCKED;
}

int given = 0;
CK_RV FindObjectsInit(CK_SESSION_HANDLE, CK_ATTRIBUTE*, CK_ULONG) {
  given = 0;
  return Is("no search") ? CKR_SESSION_CLOSED : CKR_OK;
}
CK_RV FindObjects(CK_SESSION_HANDLE, CK_OBJECT_HANDLE* found, CK_ULONG most, CK_ULONG* count) {
  if (Is("too many found")) {
    *count = most + 1;
    return CKR_OK;
  }
  if (Is("endless")) {
    for (CK_ULONG i = 0; i < most; ++i) found[i] = 5;
    *count = most;
    return CKR_OK;
  }
  *count = given++ == 0 ? 1 : 0;
  if (*count == 1) found[0] = 5;
  return CKR_OK;
}
CK_RV FindObjectsFinal(CK_SESSION_HANDLE) { return CKR_OK; }

CK_RV GetAttributeValue(CK_SESSION_HANDLE, CK_OBJECT_HANDLE, CK_ATTRIBUTE* attribute, CK_ULONG) {
  std::string value;
  if (attribute->type == CKA_ALWAYS_AUTHENTICATE) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (attribute->type == CKA_ID) value = "\x01";
  if (attribute->type == CKA_EC_POINT) {
    if (Is("no point")) return CKR_ATTRIBUTE_SENSITIVE;
    if (Is("huge point")) {
      attribute->ulValueLen = CK_UNAVAILABLE_INFORMATION;
      return CKR_OK;
    }
    value = Is("bare point") ? std::string(32, 'k') : "\x04\x20" + std::string(32, 'k');
    if (Is("bit string")) value = std::string("\x03\x21\x00", 3) + std::string(32, 'k');
    if (Is("short point")) value = "\x04\x20kk";
    if (Is("Ed448")) value = "\x04\x39" + std::string(57, 'k');
  }
  if (attribute->pValue != nullptr && attribute->ulValueLen >= value.size()) {
    std::memcpy(attribute->pValue, value.data(), value.size());
  }
  attribute->ulValueLen = value.size() + (Is("growing point") && attribute->pValue != nullptr ? 8 : 0);
  return CKR_OK;
}

CK_RV SignInit(CK_SESSION_HANDLE, CK_MECHANISM*, CK_OBJECT_HANDLE) {
  if (Is("no EdDSA")) return CKR_MECHANISM_INVALID;
  return Is("removed") ? CKR_DEVICE_REMOVED : CKR_OK;
}
CK_RV Sign(CK_SESSION_HANDLE, unsigned char*, CK_ULONG, unsigned char* signature, CK_ULONG* size) {
  if (Is("device error")) return CKR_DEVICE_ERROR;
  std::memset(signature, 0, *size);
  if (Is("short signature")) *size = 63;
  if (Is("long signature")) *size = 65;
  return CKR_OK;
}

CK_FUNCTION_LIST* Calls() {
  static CK_FUNCTION_LIST list = [] {
    CK_FUNCTION_LIST made{};
    made.version = {2, 40};
    made.C_Initialize = Ok;
    made.C_Finalize = Ok;
    made.C_GetSlotList = GetSlotList;
    made.C_GetTokenInfo = GetTokenInfo;
    made.C_OpenSession = OpenSession;
    made.C_CloseSession = CloseSession;
    made.C_Login = Login;
    made.C_FindObjectsInit = FindObjectsInit;
    made.C_FindObjects = FindObjects;
    made.C_FindObjectsFinal = FindObjectsFinal;
    made.C_GetAttributeValue = GetAttributeValue;
    made.C_SignInit = SignInit;
    made.C_Sign = Sign;
    return made;
  }();
  return &list;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  *list = Calls();
  return CKR_OK;
}
