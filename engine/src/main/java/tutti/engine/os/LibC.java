package tutti.engine.os;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tutti.plugins.api.RealTimeSafe;

/// The C library, Linux only: see man pages eventfd(2), poll(2), open(2), ioctl(2), mlockall(2), sched_setscheduler(2),
/// getrlimit(2), signal(2), gettid(2), clock_gettime(2).
/// Every method returns what the function returns, negative for an error; nothing is thrown.
@SuppressWarnings("restricted")
final class LibC {
    /// `struct pollfd`: int fd, short events, short revents.
    static final int POLLFD_BYTES = 8;

    static final short POLLIN = 1;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;
    static final int EFD_NONBLOCK = 0x800;
    static final int EFD_CLOEXEC = 0x80000;
    static final int MCL_CURRENT = 1;
    static final int MCL_FUTURE = 2;
    static final int MCL_ONFAULT = 4;
    static final int SCHED_OTHER = 0;
    static final int SCHED_FIFO = 1;
    static final int SIGTTIN = 21;
    static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final @Nullable LibC LOADED = load();

    private final MethodHandle eventfd;
    private final MethodHandle write;
    private final MethodHandle read;
    private final MethodHandle poll;
    private final MethodHandle close;
    private final MethodHandle open;
    private final MethodHandle ioctl;
    private final MethodHandle mlockall;
    private final MethodHandle schedSetScheduler;
    private final MethodHandle signal;
    private final MethodHandle gettid;
    private final MethodHandle clockGettime;
    private final MemorySegment errnoState = Arena.global().allocate(Linker.Option.captureStateLayout());

    private LibC(Linker linker) {
        eventfd = bind(linker, "eventfd", FunctionDescriptor.of(INT, INT, INT));
        write = bind(linker, "write", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
        read = bind(linker, "read", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
        poll = bind(linker, "poll", FunctionDescriptor.of(INT, ADDRESS, LONG, INT));
        close = bind(linker, "close", FunctionDescriptor.of(INT, INT));
        open = bind(linker, "open", FunctionDescriptor.of(INT, ADDRESS, INT));
        ioctl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(INT, INT, LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        mlockall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mlockall"), FunctionDescriptor.of(INT, INT), ERRNO);
        schedSetScheduler = bind(linker, "sched_setscheduler", FunctionDescriptor.of(INT, INT, INT, ADDRESS));
        signal = bind(linker, "signal", FunctionDescriptor.of(ADDRESS, INT, ADDRESS));
        gettid = bind(linker, "gettid", FunctionDescriptor.of(INT));
        clockGettime = bind(linker, "clock_gettime", FunctionDescriptor.of(INT, INT, ADDRESS));
    }

    /// The library, or null where it is not Linux's.
    static @Nullable LibC loaded() {
        return LOADED;
    }

    private static @Nullable LibC load() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return null;
        }
        try {
            return new LibC(Linker.nativeLinker());
        } catch (RuntimeException missing) {
            return null;
        }
    }

    private static MethodHandle bind(Linker linker, String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    int eventfd(int initialValue, int flags) {
        try {
            return (int) eventfd.invokeExact(initialValue, flags);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Thread: any. RT-safe: yes, if the descriptor does not block.
    @RealTimeSafe
    long write(int fd, MemorySegment bytes, long numBytes) {
        try {
            return (long) write.invokeExact(fd, bytes, numBytes);
        } catch (Throwable impossible) {
            return -1;
        }
    }

    long read(int fd, MemorySegment into, long numBytes) {
        try {
            return (long) read.invokeExact(fd, into, numBytes);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    int poll(MemorySegment pollFds, long count, int timeoutMs) {
        try {
            return (int) poll.invokeExact(pollFds, count, timeoutMs);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    int close(int fd) {
        try {
            return (int) close.invokeExact(fd);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    int open(MemorySegment path, int flags) {
        try {
            return (int) open.invokeExact(path, flags);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    int ioctl(int fd, long request, MemorySegment argument) {
        try {
            return (int) ioctl.invokeExact(fd, request, argument);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Locks memory: 0, or the error number.
    synchronized int mlockall(int flags) {
        try {
            int result = (int) mlockall.invokeExact(errnoState, flags);
            return result == 0 ? 0 : (int) ERRNO_VALUE.get(errnoState, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// What happens at a signal; the former disposition is not of interest.
    void signal(int number, MemorySegment disposition) {
        try {
            MemorySegment _ = (MemorySegment) signal.invokeExact(number, disposition);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The calling thread's number.
    int gettid() {
        try {
            return (int) gettid.invokeExact();
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// @param timespec gets seconds and nanoseconds, each a long
    int clockGettime(int clock, MemorySegment timespec) {
        try {
            return (int) clockGettime.invokeExact(clock, timespec);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Thread 0 is the calling one.
    int schedSetScheduler(int threadId, int policy, MemorySegment parameters) {
        try {
            return (int) schedSetScheduler.invokeExact(threadId, policy, parameters);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
