/* Redacts a cable for one audience and prints the derivative: the C interface of markings in use.
 *
 *     cc -std=c11 redact.c $(pkg-config --cflags --libs markings-c) -o redact
 *     ./redact state-public.toml public cable.txt
 *
 * Exit status: 0 printed; 1 nothing may go out, and the findings are on standard error; 2 unusable input. */

#include <libmarkings/c/markings.h>
#include <stdio.h>
#include <stdlib.h>

/* All bytes of a file; NULL when it cannot be read. The caller frees them. */
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char* bytes = NULL;
  size_t used = 0, room = 0;
  for (;;) {
    if (used == room) {
      room = room == 0 ? 65536 : 2 * room;
      char* more = realloc(bytes, room);
      if (more == NULL) break;
      bytes = more;
    }
    const size_t got = fread(bytes + used, 1, room - used, file);
    used += got;
    if (got > 0) continue;
    if (ferror(file)) break;
    fclose(file);
    *size = used;
    return bytes;
  }
  fclose(file);
  free(bytes);
  return NULL;
}

static int complain(const char* name, markings_status status, markings_error* error) {
  const char* file = markings_error_file(error);
  fprintf(stderr, "redact: %s", *file != '\0' ? file : name);
  if (markings_error_line(error) > 0)
    fprintf(stderr, ":%zu:%zu", markings_error_line(error), markings_error_column(error));
  if (error != NULL)
    fprintf(stderr, ": %s: %s\n", markings_error_message(error), markings_error_fix(error));
  else
    fprintf(stderr, ": status %d\n", (int)status);
  markings_error_free(error);
  return 2;
}

/* Why elements that are not released stay in, and what stops the derivative. */
static void explain(const markings_redaction* redaction) {
  for (size_t i = 0; i < markings_redaction_decision_count(redaction); ++i) {
    markings_decision one = {.struct_size = sizeof one};
    if (markings_redaction_decision(redaction, i, &one) != MARKINGS_OK) continue;
    if (one.outcome == MARKINGS_WITHHOLD || one.outcome == MARKINGS_MASK)
      fprintf(stderr, "%s %s %s: %s %s\n", one.outcome == MARKINGS_MASK ? "masked" : "withheld", one.element,
              one.marking, one.rules, one.codes);
  }
  for (size_t i = 0; i < markings_redaction_finding_count(redaction); ++i) {
    markings_finding one = {.struct_size = sizeof one};
    if (markings_redaction_finding(redaction, i, &one) != MARKINGS_OK) continue;
    fprintf(stderr, "%s %s of %s survives at %zu:%zu\n", one.waived ? "waived:" : "finding:", one.kind, one.from,
            one.line, one.column);
  }
}

int main(int argc, char** argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: redact POLICY AUDIENCE CABLE\n");
    return 2;
  }
  int result = 2;
  size_t size = 0;
  char* bytes = read_file(argv[3], &size);
  markings_policy* policy = NULL;
  markings_document* document = NULL;
  markings_redaction* redaction = NULL;
  markings_error* error = NULL;
  markings_status status = MARKINGS_OK;
  if (bytes == NULL) {
    fprintf(stderr, "redact: %s: it cannot be read\n", argv[3]);
  } else if ((status = markings_policy_load_file(argv[1], &policy, &error)) != MARKINGS_OK) {
    complain(argv[1], status, error);
  } else if ((status = markings_document_parse(policy, bytes, size, argv[3], &document, &error)) != MARKINGS_OK) {
    complain(argv[3], status, error);
  } else if ((status = markings_redact(document, policy, argv[2], NULL, &redaction, &error)) != MARKINGS_OK) {
    complain(argv[3], status, error);
  } else {
    explain(redaction);
    result = markings_redaction_blocked(redaction);
    if (result == 0) {
      size_t length = 0;
      const char* text = markings_redaction_derivative(redaction, &length);
      if (fwrite(text, 1, length, stdout) != length || fflush(stdout) != 0) result = 3;
    }
  }
  markings_redaction_free(redaction);
  markings_document_free(document);
  markings_policy_free(policy);
  free(bytes);
  return result;
}
