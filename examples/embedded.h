/* embedded.h -- a model file as part of the program: embedded_begin .. embedded_end.
 *
 * The assembler copies MODEL_FILE (path relative to where the compiler runs) into the read-only data. Works with GCC
 * and Clang for ELF, Mach-O and PE; a program larger than 2 GB needs -mcmodel=large. Other ways to the same end:
 * `ld -r -b binary`, `objcopy -I binary`, C23's #embed. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#if defined(__APPLE__)
#define EMBEDDED_SECTION ".const_data\n"
#elif defined(_WIN32)
#define EMBEDDED_SECTION ".section .rdata,\"dr\"\n"
#else
#define EMBEDDED_SECTION ".section .rodata\n"
#endif
__asm__(EMBEDDED_SECTION
        ".balign 64\n" /* as the format wants it */
        "example_model_begin:\n"
        ".incbin \"" MODEL_FILE "\"\n"
        "example_model_end:\n"
        ".byte 0\n"
        ".text\n");
extern const unsigned char embedded_begin[] __asm__("example_model_begin");
extern const unsigned char embedded_end[] __asm__("example_model_end");

#endif
