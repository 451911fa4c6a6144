package tutti.engine.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A network device of Linux whose cable ends in this process (Documentation/networking/tuntap.rst): what the
/// kernel sends through it is read here as IP packets, and what is written here arrives there. It needs root, and
/// is gone once closed.
///
/// Threads: one that reads, one that writes.
public final class TunDevice implements AutoCloseable {
    /// Ethernet's, and the devices' own default.
    public static final int MAX_PACKET_BYTES = 1500;

    private static final String NAMES = "tutti%d";
    private static final int NAME_BYTES = 16;
    private static final int IFREQ_BYTES = 40;
    private static final long TUNSETIFF = 0x400454ca;
    private static final short IFF_TUN_AND_NO_PI = 0x1001;

    private final LibC libC;
    private final int fd;
    private final String name;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment pollFd = arena.allocate(LibC.POLLFD_BYTES, 8);
    private final MemorySegment in = arena.allocate(MAX_PACKET_BYTES);
    private final MemorySegment out = arena.allocate(MAX_PACKET_BYTES);

    private TunDevice(LibC libC, int fd, String name) {
        this.libC = libC;
        this.fd = fd;
        this.name = name;
        pollFd.set(ValueLayout.JAVA_INT, 0, fd);
        pollFd.set(ValueLayout.JAVA_SHORT, 4, LibC.POLLIN);
    }

    /// Makes one, under a name that was free, in the network namespace of this process.
    ///
    /// @throws IOException if the system refuses
    public static TunDevice open() throws IOException {
        LibC libC = LibC.loaded();
        if (libC == null) {
            throw new IOException("This system has no network devices of programs.");
        }
        try (Arena arena = Arena.ofConfined()) {
            int fd = libC.open(arena.allocateFrom("/dev/net/tun"), LibC.O_RDWR | LibC.O_CLOEXEC);
            if (fd < 0) {
                throw new IOException("/dev/net/tun cannot be opened.");
            }
            MemorySegment request = arena.allocate(IFREQ_BYTES);
            request.setString(0, NAMES);
            request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, IFF_TUN_AND_NO_PI);
            if (libC.ioctl(fd, TUNSETIFF, request) < 0) {
                libC.close(fd);
                throw new IOException("The system gives no network device to this program.");
            }
            return new TunDevice(libC, fd, request.getString(0));
        }
    }

    /// Its name, until somebody gives it another one.
    public String name() {
        return name;
    }

    /// Takes the next packet that the kernel sends.
    ///
    /// @param into room for [#MAX_PACKET_BYTES]
    /// @return its length, 0 if none came in time
    public int read(byte[] into, int timeoutMs) {
        if (libC.poll(pollFd, 1, timeoutMs) <= 0) {
            return 0;
        }
        int numBytes = (int) Math.max(0, libC.read(fd, in, MAX_PACKET_BYTES));
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, 0, into, 0, numBytes);
        return numBytes;
    }

    /// Lets a packet arrive at the kernel. One that it does not take, because the device is down, is lost.
    public void write(byte[] packet, int numBytes) {
        MemorySegment.copy(packet, 0, out, ValueLayout.JAVA_BYTE, 0, numBytes);
        libC.write(fd, out, numBytes);
    }

    /// Only when nobody reads or writes any more.
    @Override
    public void close() {
        libC.close(fd);
        arena.close();
    }
}
