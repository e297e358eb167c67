/* A file that only uses gpt.h: its implementation is in test_compile.c. */
#include "../gpt.h"
int user_version(void);
int user_version(void) {
    return gpt_version();
}
