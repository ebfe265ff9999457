"""Redacts a cable for one audience and prints the derivative: the C interface of markings, by ctypes alone.

usage: redact.py POLICY AUDIENCE CABLE        (MARKINGS_LIBRARY names another library than the installed one)

Exit status: 0 printed; 1 nothing may go out, and the findings are on standard error; 2 unusable input.
"""

import ctypes
import os
import sys

OK, WITHHOLD = 0, 2


class Decision(ctypes.Structure):
    """markings_decision of libmarkings/c/markings.h, member by member."""

    _fields_ = [("struct_size", ctypes.c_size_t), ("element", ctypes.c_char_p), ("kind", ctypes.c_char_p),
                ("marking", ctypes.c_char_p), ("rules", ctypes.c_char_p), ("reason", ctypes.c_char_p),
                ("codes", ctypes.c_char_p), ("outcome", ctypes.c_int32), ("pending", ctypes.c_int32),
                ("overridden", ctypes.c_int32)]


class Unusable(Exception):
    """What markings says is wrong, and how to mend it."""


def load(path):
    """The library, with the types of the functions that are called here: without them ctypes takes each result for an int."""
    library = ctypes.CDLL(path)
    handle, out, text = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_char_p
    functions = {
        "markings_c_abi": (ctypes.c_int32, []),
        "markings_error_message": (text, [handle]),
        "markings_error_fix": (text, [handle]),
        "markings_error_free": (None, [handle]),
        "markings_policy_load_file": (ctypes.c_int32, [text, out, out]),
        "markings_policy_free": (None, [handle]),
        "markings_document_parse": (ctypes.c_int32, [handle, text, ctypes.c_size_t, text, out, out]),
        "markings_document_free": (None, [handle]),
        "markings_redact": (ctypes.c_int32, [handle, handle, text, handle, out, out]),
        "markings_redaction_blocked": (ctypes.c_int32, [handle]),
        "markings_redaction_derivative": (handle, [handle, ctypes.POINTER(ctypes.c_size_t)]),
        "markings_redaction_decision_count": (ctypes.c_size_t, [handle]),
        "markings_redaction_decision": (ctypes.c_int32, [handle, ctypes.c_size_t, ctypes.POINTER(Decision)]),
        "markings_redaction_finding_count": (ctypes.c_size_t, [handle]),
        "markings_redaction_free": (None, [handle]),
    }
    for name, (result, arguments) in functions.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    if library.markings_c_abi() != 1:
        raise Unusable("this example is for version 1 of the C interface")
    return library


class Markings:
    """Redaction by one policy file."""

    def __init__(self, library, policy):
        self.library, self.policy = library, None
        self.policy = self.made(library.markings_policy_load_file, os.fsencode(policy))

    def made(self, function, *arguments):
        """The handle that a function makes, or its error."""
        handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        if function(*arguments, ctypes.byref(handle), ctypes.byref(error)) == OK:
            return handle
        said = ": ".join(f(error).decode() for f in (self.library.markings_error_message, self.library.markings_error_fix))
        self.library.markings_error_free(error)
        raise Unusable(said)

    def redact(self, cable, name, audience):
        """The derivative, or None when nothing may go out; and a line for each element that stays in."""
        document = self.made(self.library.markings_document_parse, self.policy, cable, len(cable), os.fsencode(name))
        redaction = None
        try:
            redaction = self.made(self.library.markings_redact, document, self.policy, audience.encode(), None)
            lines = []
            for index in range(self.library.markings_redaction_decision_count(redaction)):
                one = Decision(struct_size=ctypes.sizeof(Decision))
                if self.library.markings_redaction_decision(redaction, index, ctypes.byref(one)) == OK and one.outcome == WITHHOLD:
                    lines.append(f"withheld {one.element.decode()} {one.marking.decode()}: {one.rules.decode()}")
            if self.library.markings_redaction_blocked(redaction):
                lines.append(f"{self.library.markings_redaction_finding_count(redaction)} findings")
                return None, lines
            size = ctypes.c_size_t()
            text = self.library.markings_redaction_derivative(redaction, ctypes.byref(size))
            return ctypes.string_at(text, size.value), lines
        finally:
            self.library.markings_redaction_free(redaction)
            self.library.markings_document_free(document)

    def close(self):
        self.library.markings_policy_free(self.policy)
        self.policy = None


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: redact.py POLICY AUDIENCE CABLE")
    _, policy, audience, cable = sys.argv
    try:
        markings = Markings(load(os.environ.get("MARKINGS_LIBRARY", "libmarkings_c.so.1")), policy)
        with open(cable, "rb") as file:
            derivative, lines = markings.redact(file.read(), cable, audience)
        markings.close()
    except (OSError, Unusable) as wrong:
        print(f"redact.py: {wrong}", file=sys.stderr)
        return 2
    for line in lines:
        print(line, file=sys.stderr)
    if derivative is None:
        return 1
    sys.stdout.buffer.write(derivative)
    return 0


if __name__ == "__main__":
    sys.exit(main())
