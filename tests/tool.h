/* tool.h -- running one of the tools from a test. Include test.h first. */
#ifndef TESTS_TOOL_H
#define TESTS_TOOL_H

#include <sys/wait.h>
#include <unistd.h>

/* Runs a tool; what it prints, errors too, comes to said (cap bytes, its end is cut off). Returns its exit status. */
static inline int test_tool(const char *tool, const char *arguments, char *said, size_t cap) {
    char out[600], command[2000];
    size_t n = 0;
    FILE *f;
    int status;
    snprintf(out, sizeof out, "%s-%ld.said", test_build(tool), (long)getpid());
    snprintf(command, sizeof command, "%s %s > %s 2>&1 < /dev/null", test_build(tool), arguments, out);
    status = system(command);
    f = fopen(out, "rb");
    if (f) n = fread(said, 1, cap - 1, f), fclose(f);
    said[n] = 0;
    remove(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
