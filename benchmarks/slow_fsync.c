/* Every fsync and fdatasync takes so much longer, as on the disk of an office PC. Loaded by LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int later(const char *name, int descriptor) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    int result = real(descriptor);
    struct timespec delay = {0, DELAY_NANOSECONDS};
    nanosleep(&delay, 0);
    return result;
}

int fsync(int descriptor) { return later("fsync", descriptor); }

int fdatasync(int descriptor) { return later("fdatasync", descriptor); }
