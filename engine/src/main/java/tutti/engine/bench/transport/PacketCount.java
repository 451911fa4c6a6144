package tutti.engine.bench.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Counts and times what a [PacketSender] sent. Both clocks are the computer's own.
///
/// Thread: one at a time.
final class PacketCount {
    private final List<PacketStage> stages;
    private final long[][] delaysNs;
    private final int[] received;

    PacketCount(List<PacketStage> stages) {
        this.stages = List.copyOf(stages);
        delaysNs = new long[stages.size()][];
        received = new int[stages.size()];
        for (int index = 0; index < delaysNs.length; index++) {
            delaysNs[index] = new long
                    [stages.get(index).packetsPerSecond() * stages.get(index).seconds()];
        }
    }

    /// Takes a packet.
    void count(byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        if (numBytes < PacketSender.SENT_AT + Long.BYTES) {
            return;
        }
        ByteBuffer packet = ByteBuffer.wrap(buffer, offsetBytes, numBytes).slice();
        int index = packet.getInt(PacketSender.STAGE_AT);
        if (index >= 0 && index < received.length && received[index] < delaysNs[index].length) {
            delaysNs[index][received[index]++] = arrivalNs - packet.getLong(PacketSender.SENT_AT);
        }
    }

    /// How a stage came through.
    PacketFigures figures(int index) {
        long[] sorted = Arrays.copyOf(delaysNs[index], received[index]);
        Arrays.sort(sorted);
        double share = (double) sorted.length / delaysNs[index].length;
        return new PacketFigures(
                stages.get(index).kbps() * share, 100 * (1 - share), at(sorted, 0.5) / 1e6, at(sorted, 0.99) / 1e6);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
