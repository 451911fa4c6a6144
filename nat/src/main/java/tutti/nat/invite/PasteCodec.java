package tutti.nat.invite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.identity.Certificates;

/// A [PasteContact] in few bytes (`nat/docs/protocol.md`, section 8), big-endian:
///
///     1      version, 1
///     2, n   certificate's length and DER
///     1, n   name's length and UTF-8
///     8      run
///     4      control SSRC
///     2, n   user name fragment's length and letters
///     2, n   password's length and letters
///     1      number of candidates; of each:
///     1      bits 0, 1: 0 host, 1 server-reflexive, 2 peer-reflexive, 3 relayed; 2: IPv6; 3: has a related address;
/// 4: that is IPv6
///       4, 16  address
///       2      port
///       4      priority
///       1, n   foundation's length and letters
///       6, 18  related address and port, if there is one
///     4      CRC-32C of all before
///
/// Thread: any (stateless).
final class PasteCodec {
    /// A contact with all that it may have is shorter.
    static final int MAX_BYTES = 5000;

    private static final byte VERSION = 1;
    private static final List<IceCandidate.Type> TYPES =
            List.of(IceCandidate.Type.HOST, IceCandidate.Type.SRFLX, IceCandidate.Type.PRFLX, IceCandidate.Type.RELAY);
    private static final int IPV6 = 1 << 2;
    private static final int RELATED = 1 << 3;
    private static final int RELATED_IPV6 = 1 << 4;
    private static final int TYPE_MASK = 0x3;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int CHECK_BYTES = 4;

    private PasteCodec() {}

    static byte[] encode(PasteContact contact) {
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES).put(VERSION);
        putWithShortLength(out, Certificates.der(contact.certificate()));
        putWithByteLength(out, contact.name().getBytes(UTF_8));
        out.putLong(contact.run()).putInt(contact.controlSsrc());
        putWithShortLength(out, contact.credentials().ufrag().getBytes(ISO_8859_1));
        putWithShortLength(out, contact.credentials().password().getBytes(ISO_8859_1));
        out.put((byte) contact.candidates().size());
        for (IceCandidate candidate : contact.candidates()) {
            put(out, candidate);
        }
        out.putInt(check(out.array(), out.position()));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void putWithByteLength(ByteBuffer out, byte[] content) {
        out.put((byte) content.length).put(content);
    }

    private static void putWithShortLength(ByteBuffer out, byte[] content) {
        out.putShort((short) content.length).put(content);
    }

    private static void put(ByteBuffer out, IceCandidate candidate) {
        byte[] address = candidate.address().getAddress().getAddress();
        InetSocketAddress related = candidate.related();
        byte[] relatedAddress =
                related == null ? new byte[0] : related.getAddress().getAddress();
        int flags = TYPES.indexOf(candidate.type())
                | (address.length == IPV6_BYTES ? IPV6 : 0)
                | (related == null ? 0 : RELATED)
                | (relatedAddress.length == IPV6_BYTES ? RELATED_IPV6 : 0);
        out.put((byte) flags)
                .put(address)
                .putShort((short) candidate.address().getPort())
                .putInt((int) candidate.priority());
        putWithByteLength(out, candidate.foundation().getBytes(ISO_8859_1));
        if (related != null) {
            out.put(relatedAddress).putShort((short) related.getPort());
        }
    }

    private static int check(byte[] bytes, int numBytes) {
        CRC32C check = new CRC32C();
        check.update(bytes, 0, numBytes);
        return (int) check.getValue();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @return null if it is something else
    static @Nullable PasteContact decode(byte[] bytes) {
        int numBytes = bytes.length - CHECK_BYTES;
        if (numBytes <= 0
                || bytes.length > MAX_BYTES
                || ByteBuffer.wrap(bytes).getInt(numBytes) != check(bytes, numBytes)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, numBytes);
        try {
            PasteContact contact = in.get() == VERSION ? contact(in) : null;
            return in.hasRemaining() ? null : contact;
        } catch (BufferUnderflowException | IllegalArgumentException | CertificateException | UnknownHostException e) {
            return null;
        }
    }

    private static PasteContact contact(ByteBuffer in) throws CertificateException, UnknownHostException {
        X509Certificate certificate = Certificates.parse(bytes(in, Short.toUnsignedInt(in.getShort())));
        String name = new String(bytes(in, Byte.toUnsignedInt(in.get())), UTF_8);
        long run = in.getLong();
        int controlSsrc = in.getInt();
        IceCredentials credentials = new IceCredentials(letters(in, in.getShort()), letters(in, in.getShort()));
        int numCandidates = Byte.toUnsignedInt(in.get());
        List<IceCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < numCandidates; i++) {
            candidates.add(candidate(in));
        }
        return new PasteContact(certificate, name, run, credentials, controlSsrc, candidates);
    }

    private static IceCandidate candidate(ByteBuffer in) throws UnknownHostException {
        int flags = in.get();
        IceCandidate.Type type = TYPES.get(flags & TYPE_MASK);
        InetAddress address = address(in, (flags & IPV6) != 0);
        InetSocketAddress endpoint = new InetSocketAddress(address, Short.toUnsignedInt(in.getShort()));
        long priority = in.getInt();
        String foundation = letters(in, in.get());
        InetSocketAddress related = null;
        if ((flags & RELATED) != 0) {
            InetAddress relatedAddress = address(in, (flags & RELATED_IPV6) != 0);
            related = new InetSocketAddress(relatedAddress, Short.toUnsignedInt(in.getShort()));
        }
        return new IceCandidate(type, endpoint, priority, foundation, related);
    }

    private static InetAddress address(ByteBuffer in, boolean isIpv6) throws UnknownHostException {
        return InetAddress.getByAddress(bytes(in, isIpv6 ? IPV6_BYTES : IPV4_BYTES));
    }

    private static String letters(ByteBuffer in, int numBytes) {
        return new String(bytes(in, numBytes), ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer in, int numBytes) {
        if (numBytes < 0 || numBytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[numBytes];
        in.get(bytes);
        return bytes;
    }
}
