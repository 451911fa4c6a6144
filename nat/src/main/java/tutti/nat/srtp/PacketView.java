package tutti.nat.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/// A part of one of our arrays as jitsi-srtp wants to see it. Reused from packet to packet; it never grows, because
/// whoever wraps a packet has made sure of the room behind it.
final class PacketView implements ByteArrayBuffer {
    private byte[] buffer = new byte[0];
    private int offsetBytes;
    private int numBytes;

    void wrap(byte[] newBuffer, int newOffsetBytes, int newNumBytes) {
        buffer = newBuffer;
        offsetBytes = newOffsetBytes;
        numBytes = newNumBytes;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return offsetBytes;
    }

    @Override
    public int getLength() {
        return numBytes;
    }

    @Override
    public void setLength(int length) {
        numBytes = length;
    }

    @Override
    public void setOffset(int offset) {
        offsetBytes = offset;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int offset, int length, byte[] target) {
        System.arraycopy(buffer, offsetBytes + offset, target, 0, length);
    }

    /// Called before each SRTCP packet, with the room that it will need behind the packet.
    @Override
    public void grow(int moreBytes) {
        if (offsetBytes + numBytes + moreBytes > buffer.length) {
            throw new IllegalStateException("No room behind a packet of " + numBytes + " bytes.");
        }
    }

    @Override
    public void append(byte[] data, int length) {
        grow(length);
        System.arraycopy(data, 0, buffer, offsetBytes + numBytes, length);
        numBytes += length;
    }

    @Override
    public void shrink(int lessBytes) {
        numBytes -= lessBytes;
    }
}
