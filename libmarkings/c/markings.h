#ifndef LIBMARKINGS_C_MARKINGS_H_
#define LIBMARKINGS_C_MARKINGS_H_

/** @file
 *  The C interface of markings: C11, no exceptions, an ABI that is kept (docs/c-api.md).
 *
 *      markings_policy* policy = NULL;
 *      markings_document* document = NULL;
 *      markings_redaction* redaction = NULL;
 *      markings_error* error = NULL;
 *      if (markings_policy_load_file("state-public.toml", &policy, &error) == MARKINGS_OK &&
 *          markings_document_parse(policy, bytes, size, "cable.txt", &document, &error) == MARKINGS_OK &&
 *          markings_redact(document, policy, "public", NULL, &redaction, &error) == MARKINGS_OK &&
 *          !markings_redaction_blocked(redaction)) {
 *        size_t length = 0;
 *        const char* text = markings_redaction_derivative(redaction, &length);
 *        fwrite(text, 1, length, stdout);
 *      } else if (error != NULL) {
 *        fprintf(stderr, "%s: %s\n", markings_error_message(error), markings_error_fix(error));
 *      }
 *      markings_error_free(error);
 *      markings_redaction_free(redaction);
 *      markings_document_free(document);
 *      markings_policy_free(policy);
 *
 *  ARGUMENTS stand in this order: what is worked on, inputs, results, the error. Texts are UTF-8.
 *  Lengths, columns and spans count bytes; lines and columns begin at 1. A text with a length needs
 *  no NUL at its end.
 *
 *  RESULTS. A function that can fail gives a ::markings_status. Where it is not ::MARKINGS_OK,
 *  nothing was made: results are NULL, 0 or false, and `*error` says what is wrong in words; it is
 *  NULL after ::MARKINGS_NO_MEMORY and some ::MARKINGS_INTERNAL. `error` may be NULL. Errors never
 *  hold text of a document.
 *
 *  OWNERSHIP. What a function gives through a pointer to a handle is the caller's, who frees it
 *  once with the `_free` of its type; NULL is freed without harm. Nothing that was made needs what
 *  it was made from: these may be freed in any order. Strings (`const char*`) belong to the handle
 *  that they were asked of, end in NUL, and live as long as it.
 *
 *  THREADS. A handle never changes once it is made: any number of threads may read it. Freeing it
 *  is for one thread, after all others are done with it.
 *
 *  SIZES. A struct that is given to a function begins with its own size, `sizeof` of it, so that
 *  later versions can add members at its end; members that are 0 or NULL mean what is said as their
 *  default. A member of a later version that is set is refused.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
/** What the shared library shows. */
#define MARKINGS_C_API __attribute__((visibility("default")))
/** A result that must be looked at. */
#define MARKINGS_C_CHECKED __attribute__((warn_unused_result))
#else
#define MARKINGS_C_API
#define MARKINGS_C_CHECKED
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this interface: the number in the name of the shared library, libmarkings_c.so.1. */
#define MARKINGS_C_ABI 1

/** How a call ended: ::MARKINGS_OK or the reason why it did not do its work. Later versions may add reasons.
 */
typedef int32_t markings_status;

/** The values of ::markings_status. They never change. */
enum {
  MARKINGS_OK = 0,               /**< done */
  MARKINGS_BAD_ARGUMENT = 1,     /**< a NULL that may be none, a struct without its size */
  MARKINGS_NO_MEMORY = 2,        /**< no memory was left */
  MARKINGS_UNUSABLE_INPUT = 3,   /**< empty, binary, no text, over a limit, no such file */
  MARKINGS_BAD_VOCABULARY = 4,   /**< a vocabulary that does not load */
  MARKINGS_UNKNOWN_REGIME = 5,   /**< no vocabulary of that name */
  MARKINGS_UNKNOWN_EDITION = 6,  /**< the vocabulary has no such edition */
  MARKINGS_BAD_POLICY = 7,       /**< a policy that does not load */
  MARKINGS_UNKNOWN_AUDIENCE = 8, /**< the policy has no such audience */
  MARKINGS_BAD_OVERRIDES = 9,    /**< decisions that do not load or do not fit the document */
  MARKINGS_IN_DOUBT = 10,        /**< the marking of the document is in doubt: nothing may be released */
  MARKINGS_BAD_KEY = 11,         /**< a key that cannot be read */
  MARKINGS_UNSUPPORTED = 12,     /**< needs a feature that this build lacks; the message names it */
  MARKINGS_IO = 13,              /**< reading failed */
  MARKINGS_INTERNAL = 14         /**< a fault of the library: nothing is to be trusted of this call */
};

/** What becomes of one element of a document. The values never change. */
typedef int32_t markings_outcome;

/** The values of ::markings_outcome. */
enum {
  MARKINGS_RELEASE = 0,  /**< goes out whole */
  MARKINGS_MASK = 1,     /**< goes out with spans replaced by fixed words */
  MARKINGS_WITHHOLD = 2, /**< replaced by fixed words */
  MARKINGS_DROP = 3      /**< apparatus that has no place in a derivative, or is computed anew */
};

/** How one check of a release ended. The values never change. */
typedef int32_t markings_check_state;

/** The values of ::markings_check_state. */
enum {
  MARKINGS_PROVED = 0,     /**< it holds */
  MARKINGS_FAILED = 1,     /**< it does not hold, or could not be shown */
  MARKINGS_NOT_CHECKED = 2 /**< nobody asked for it */
};

/** What went wrong, where, and how to mend it. */
typedef struct markings_error markings_error;
/** A policy with its vocabulary. */
typedef struct markings_policy markings_policy;
/** A parsed document. It holds the text: as sensitive as that. */
typedef struct markings_document markings_document;
/** A document as one audience may see it, and why. */
typedef struct markings_redaction markings_redaction;
/** What the check of a release found. */
typedef struct markings_verification markings_verification;
/** A text that a function made, such as JSON. */
typedef struct markings_text markings_text;

/** Bytes that are the caller's and live through the call. `data` NULL: none are given. */
typedef struct markings_bytes {
  const char* data; /**< the first */
  size_t size;      /**< how many */
} markings_bytes;

/** @name Versions
 *  @{ */

/** The version of the library that is running: "0.1.0". */
MARKINGS_C_API const char* markings_version(void);
/** The interface of the library that is running. Compare it with ::MARKINGS_C_ABI after loading one by name.
 */
MARKINGS_C_API int32_t markings_c_abi(void);

/** @} */
/** @name Errors
 *  @{ */

/** The status that the call gave. */
MARKINGS_C_API markings_status markings_error_status(const markings_error* error);
/** What is wrong: one line, lower case, no full stop. */
MARKINGS_C_API const char* markings_error_message(const markings_error* error);
/** How to mend it, in the same form; empty when there is nothing to say. */
MARKINGS_C_API const char* markings_error_fix(const markings_error* error);
/** The name of the input that the place is in; empty: none. */
MARKINGS_C_API const char* markings_error_file(const markings_error* error);
/** The line, from 1; 0: the fault has no place. */
MARKINGS_C_API size_t markings_error_line(const markings_error* error);
/** The column in bytes, from 1; 0: the fault has no place. */
MARKINGS_C_API size_t markings_error_column(const markings_error* error);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_error_free(markings_error* error);

/** @} */
/** @name Texts
 *  @{ */

/** The bytes, with a NUL after the last. */
MARKINGS_C_API const char* markings_text_data(const markings_text* text);
/** How many bytes, without the NUL. */
MARKINGS_C_API size_t markings_text_size(const markings_text* text);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_text_free(markings_text* text);

/** @} */
/** @name Policies
 *  @{ */

/** Reads and checks a policy and, when it extends another, that one too, from the same folder.
 *  @param path the file
 *  @param policy takes the policy
 *  @param error takes what is wrong, with its place in the file; may be NULL
 *  @return ::MARKINGS_BAD_POLICY, ::MARKINGS_UNUSABLE_INPUT, ::MARKINGS_IO */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_policy_load_file(const char* path,
                                                                            markings_policy** policy,
                                                                            markings_error** error);
/** The same from memory. A policy that extends another is refused: there is no folder to find it in.
 *  @param bytes the TOML text
 *  @param size its length
 *  @param name what messages call it; NULL: "-"
 *  @param policy takes the policy
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_BAD_POLICY, ::MARKINGS_UNUSABLE_INPUT */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_policy_load(const char* bytes, size_t size,
                                                                       const char* name,
                                                                       markings_policy** policy,
                                                                       markings_error** error);
/** The name in the policy. */
MARKINGS_C_API const char* markings_policy_name(const markings_policy* policy);
/** The version in the policy. */
MARKINGS_C_API const char* markings_policy_version(const markings_policy* policy);
/** How many audiences it has. */
MARKINGS_C_API size_t markings_policy_audience_count(const markings_policy* policy);
/** The name of an audience, as ::markings_redact takes it.
 *  @param policy the policy
 *  @param index from 0
 *  @return NULL when there are not so many */
MARKINGS_C_API const char* markings_policy_audience(const markings_policy* policy, size_t index);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_policy_free(markings_policy* policy);

/** @} */
/** @name Documents
 *  @{ */

/** Parses a document, in any encoding that is known. PDF, DOCX and other formats are for the program.
 *  @param policy whose vocabulary the marks are read by
 *  @param bytes the document as it came
 *  @param size its length
 *  @param name what messages and JSON call it; NULL: "-"
 *  @param document takes the document
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_UNUSABLE_INPUT */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_document_parse(const markings_policy* policy,
                                                                          const char* bytes, size_t size,
                                                                          const char* name,
                                                                          markings_document** document,
                                                                          markings_error** error);
/** The document as JSON, markings/document/1 (docs/schema/document-1.schema.json), on one line.
 *  @param document the document
 *  @param json takes the JSON
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_OK but for faults */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_document_json(const markings_document* document,
                                                                         markings_text** json,
                                                                         markings_error** error);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_document_free(markings_document* document);

/** @} */
/** @name Redaction
 *  @{ */

/** What else ::markings_redact may be told. */
typedef struct markings_redact_options {
  size_t struct_size;    /**< sizeof(markings_redact_options) */
  const char* file_stem; /**< the file name that goes out, checked like any other text; NULL: none */
  const char* as_of; /**< the day to decide by, "2031-05-17"; NULL: not known, and rules that ask for dates
                          then withhold. The library has no clock */
  markings_bytes decisions; /**< what an officer decided by hand: the text of a decisions file */
} markings_redact_options;

/** Decides what an audience may see of a document, makes the derivative and looks for withheld text that
 *  survives in it.
 *  @param document parsed with the vocabulary of this policy
 *  @param policy the policy
 *  @param audience the name of one of its audiences
 *  @param options NULL: the defaults
 *  @param redaction takes the redaction; it may be blocked (::markings_redaction_blocked)
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_UNKNOWN_AUDIENCE, ::MARKINGS_BAD_OVERRIDES, ::MARKINGS_IN_DOUBT */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_redact(
    const markings_document* document, const markings_policy* policy, const char* audience,
    const markings_redact_options* options, markings_redaction** redaction, markings_error** error);
/** Whether nothing may go out: withheld text survives, or an element is withheld without an exemption code
 *  where the policy says stop. 1 or 0; 1 for NULL. */
MARKINGS_C_API int32_t markings_redaction_blocked(const markings_redaction* redaction);
/** The text that goes out: UTF-8, LF, with a NUL after it.
 *  @param redaction the redaction
 *  @param size takes its length; may be NULL
 *  @return NULL, and the size 0, when it is blocked: there is no way to the text of a derivative that leaks
 */
MARKINGS_C_API const char* markings_redaction_derivative(const markings_redaction* redaction, size_t* size);
/** The banner of the derivative: "UNCLAS SENSITIVE". */
MARKINGS_C_API const char* markings_redaction_banner(const markings_redaction* redaction);
/** The stamp of the derivative: "RELEASE IN PART (b)(6)". */
MARKINGS_C_API const char* markings_redaction_stamp(const markings_redaction* redaction);
/** All decisions with their reasons as JSON, markings/explain/1, on one line.
 *  @param redaction the redaction
 *  @param json takes the JSON
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_OK but for faults */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_redaction_explain_json(
    const markings_redaction* redaction, markings_text** json, markings_error** error);

/** Why one element goes out or not. Strings belong to the redaction. */
typedef struct markings_decision {
  size_t struct_size;       /**< sizeof(markings_decision), set by the caller */
  const char* element;      /**< its id: "p7" */
  const char* kind;         /**< "paragraph" */
  const char* marking;      /**< the mark that counts, as a portion mark; empty: none is known */
  const char* rules;        /**< ids of the rules that made it so, ", " between */
  const char* reason;       /**< of the first of them */
  const char* codes;        /**< exemption codes, ", " between; empty: none */
  markings_outcome outcome; /**< what becomes of it */
  int32_t pending;          /**< 1: withheld without a code */
  int32_t overridden;       /**< 1: an officer decided it */
} markings_decision;

/** How many decisions: one for each element, in the order of the document. */
MARKINGS_C_API size_t markings_redaction_decision_count(const markings_redaction* redaction);
/** One decision.
 *  @param redaction the redaction
 *  @param index from 0
 *  @param decision its struct_size set; the other members that the size covers are filled
 *  @return ::MARKINGS_BAD_ARGUMENT when there are not so many, or the size is none */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status
markings_redaction_decision(const markings_redaction* redaction, size_t index, markings_decision* decision);

/** A term of withheld text that survives in what would go out: where, never what. */
typedef struct markings_finding {
  size_t struct_size; /**< sizeof(markings_finding), set by the caller */
  const char* id;     /**< what a waiver names: "subject:10" */
  const char* place;  /**< the element of the derivative, or "file-name" and the like */
  const char* kind;   /**< "name", "number", "phrase", "word", "variant", ... */
  const char* from;   /**< ids of the withheld elements that hold it, ", " between */
  size_t line;        /**< in the derivative, from 1 */
  size_t column;      /**< in bytes, from 1 */
  int32_t waived;     /**< 1: an officer waived it, so it blocks nothing */
} markings_finding;

/** How many findings, waived ones too. */
MARKINGS_C_API size_t markings_redaction_finding_count(const markings_redaction* redaction);
/** One finding.
 *  @param redaction the redaction
 *  @param index from 0
 *  @param finding its struct_size set; the other members that the size covers are filled
 *  @return ::MARKINGS_BAD_ARGUMENT when there are not so many, or the size is none */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status
markings_redaction_finding(const markings_redaction* redaction, size_t index, markings_finding* finding);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_redaction_free(markings_redaction* redaction);

/** @} */
/** @name Markings
 *  @{ */

/** Reads one marking: a portion mark or a banner.
 *  @param regime "us", "state", ...; NULL or "auto": the one that it fits
 *  @param marking the text
 *  @param size its length
 *  @param json takes the JSON, markings/marking/1, on one line
 *  @param valid takes 1 for a valid marking, 0 for any other; may be NULL
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_UNKNOWN_REGIME. A marking that is not valid is no error */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_mark(const char* regime, const char* marking,
                                                                size_t size, markings_text** json,
                                                                int32_t* valid, markings_error** error);
/** Checks the marks of a text and, with a policy, what its corpus rules forbid, as `markings check` does with
 *  one file.
 *  @param policy whose vocabulary and corpus rules count; NULL: the regime's
 *  @param regime without a policy: "us", "state", ...; NULL or "auto": the default one
 *  @param as_of the day by which declassification dates are overdue, "2031-05-17"; NULL: none is
 *  @param bytes the text as it came
 *  @param size its length
 *  @param name what the JSON calls it; NULL: "-"
 *  @param json takes the findings, markings/check/1, on one line
 *  @param findings takes how many of them are warnings or errors that count; may be NULL
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_UNKNOWN_REGIME, ::MARKINGS_UNUSABLE_INPUT */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_check(const markings_policy* policy,
                                                                 const char* regime, const char* as_of,
                                                                 const char* bytes, size_t size,
                                                                 const char* name, markings_text** json,
                                                                 size_t* findings, markings_error** error);

/** @} */
/** @name Releases
 *  @{ */

/** The files of a release, and whom the verifier trusts. */
typedef struct markings_release {
  size_t struct_size;               /**< sizeof(markings_release) */
  markings_bytes manifest;          /**< STEM.release.json */
  const char* manifest_name;        /**< its file name, without folders */
  markings_bytes derivative;        /**< STEM.txt */
  const markings_bytes* signatures; /**< each STEM.release.json.minisig */
  size_t signature_count;           /**< how many */
  const markings_bytes* keys;       /**< keys that are trusted: each a .pub file or the line in it */
  size_t key_count;                 /**< how many; 0: nothing can be proved */
  size_t threshold;                 /**< how many of them must have signed; 0: one */
  markings_bytes policy; /**< a policy that the verifier holds: it must be the one of the release */
  markings_bytes proof;  /**< STEM.proof */
  markings_bytes note;   /**< STEM.original.note */
  const markings_bytes* note_signatures; /**< each STEM.original.note.minisig */
  size_t note_signature_count;           /**< how many */
  const markings_bytes*
      original_keys; /**< keys of the originator: the release must prove itself part of the original */
  size_t original_key_count; /**< how many */
} markings_release;

/** Checks a release: signatures before anything is read, then the derivative and what else is asked for.
 *  @param release the files
 *  @param verification takes what was found; that it does not hold is no error
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_BAD_KEY, ::MARKINGS_BAD_ARGUMENT */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_verify(const markings_release* release,
                                                                  markings_verification** verification,
                                                                  markings_error** error);
/** Whether everything that had to hold was proved. 1 or 0; 0 for NULL. */
MARKINGS_C_API int32_t markings_verification_ok(const markings_verification* verification);

/** One thing that was checked. Strings belong to the verification. */
typedef struct markings_check_result {
  size_t struct_size;         /**< sizeof(markings_check_result), set by the caller */
  const char* name;           /**< "manifest signature", "derivative", "policy", ... */
  const char* level;          /**< "L1" text, "L2" manifest, "L3" redaction, "L4" policy, "L5" register */
  const char* detail;         /**< in plain words */
  markings_check_state state; /**< how it ended */
} markings_check_result;

/** How many checks, in their order. */
MARKINGS_C_API size_t markings_verification_check_count(const markings_verification* verification);
/** One check.
 *  @param verification what was found
 *  @param index from 0
 *  @param check its struct_size set; the other members that the size covers are filled
 *  @return ::MARKINGS_BAD_ARGUMENT when there are not so many, or the size is none */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_verification_check(
    const markings_verification* verification, size_t index, markings_check_result* check);
/** What was found as JSON, markings/verify/1, on one line.
 *  @param verification what was found
 *  @param json takes the JSON
 *  @param error takes what is wrong; may be NULL
 *  @return ::MARKINGS_OK but for faults */
MARKINGS_C_API MARKINGS_C_CHECKED markings_status markings_verification_json(
    const markings_verification* verification, markings_text** json, markings_error** error);
/** Frees it; NULL is nothing to free. */
MARKINGS_C_API void markings_verification_free(markings_verification* verification);

/** @} */

#ifdef __cplusplus
}  // extern "C"
#endif

#endif /* LIBMARKINGS_C_MARKINGS_H_ */
