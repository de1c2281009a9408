/* `care` as most tests start it: hands all that a process is given (directory, arguments, environment, open files) to the
   fork server, waits, and ends as the process that the server made ends. What the server does not take, it becomes itself:
   the true program.

   In C, because to start costs 1 ms so, and 13 ms in Python; a shell or Perl cannot pass an open file on. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_FILES = 100 };

static void fail(const char *what) {
    fprintf(stderr, "fork_client: %s: %s\n", what, errno ? strerror(errno) : "the server is gone");
    exit(99);
}

static int32_t answer(int server) {
    int32_t said;
    errno = 0;
    ssize_t got = recv(server, &said, sizeof said, MSG_WAITALL);
    if (got != sizeof said) fail("no answer");
    return said;
}

static void tell(int server, const char *words, size_t length, const int *files, int count) {
    uint32_t size = (uint32_t)length;
    char control[CMSG_SPACE(sizeof(int) * (MOST_FILES + 1))] = {0};
    struct iovec head = {&size, sizeof size};
    struct msghdr message = {.msg_iov = &head, .msg_iovlen = 1, .msg_control = control};
    message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    struct cmsghdr *part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int) * count);
    memcpy(CMSG_DATA(part), files, sizeof(int) * count);
    if (sendmsg(server, &message, 0) != sizeof size) fail("sendmsg");
    while (length) {
        ssize_t sent = send(server, words, length, 0);
        if (sent < 0) fail("send");
        words += sent;
        length -= (size_t)sent;
    }
}

static void end_like(int status) {
    if (WIFSIGNALED(status)) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    exit(WEXITSTATUS(status));
}

int main(int count, char **arguments) {
    int files[MOST_FILES + 1], open_files = 0;
    for (int number = 0; number < MOST_FILES; number++)
        if (fcntl(number, F_GETFD) != -1) files[open_files++] = number;

    mode_t mask = umask(0);
    umask(mask);
    char *words;
    size_t length;
    FILE *memory = open_memstream(&words, &length);
    if (!memory) fail("open_memstream");
    fprintf(memory, "%ld%c%ld%c%d%c%d%c", (long)getsid(0), 0, (long)mask, 0, open_files, 0, count - 1, 0);
    for (int file = 0; file < open_files; file++) fprintf(memory, "%d%c", files[file], 0);
    for (int number = 1; number < count; number++) fprintf(memory, "%s%c", arguments[number], 0);
    for (char **variable = environ; *variable; variable++) fprintf(memory, "%s%c", *variable, 0);
    fclose(memory);

    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = SOCKET};
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (server < 0 || connect(server, (struct sockaddr *)&address, sizeof address)) fail("connect");
    int here = open(".", O_RDONLY | O_DIRECTORY);
    if (here < 0) fail("the working directory");
    files[open_files] = here;
    tell(server, words, length, files, open_files + 1);
    close(here);

    if (answer(server)) {
        close(server);
        char *program[] = {PROGRAM};
        size_t words_of_program = sizeof program / sizeof *program;
        char **line = calloc(words_of_program + (size_t)count, sizeof *line);
        if (!line) fail("calloc");
        memcpy(line, program, sizeof program);
        memcpy(line + words_of_program, arguments + 1, sizeof *line * (size_t)(count - 1));
        execv(line[0], line);
        fail(line[0]);
    }
    /* Whoever reads or writes at the other end is to see the process alone. */
    for (int file = 0; file < open_files; file++)
        if (files[file] != STDERR_FILENO) close(files[file]);
    end_like(answer(server));
}
