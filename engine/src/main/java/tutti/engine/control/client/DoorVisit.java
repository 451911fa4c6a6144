package tutti.engine.control.client;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.osc.OscReader;
import tutti.engine.control.osc.OscWriter;
import tutti.engine.control.tree.Value;

/// A short visit to an engine, as scripts make them: ask, set, go. Waits for the answers, at most 5 s each.
///
/// Thread: one.
public final class DoorVisit implements AutoCloseable {
    private static final long PATIENCE_S = 5;
    private static final int MAX_PACKET_BYTES = 8_192;

    /// Asked for last: when it is answered, all before it has been done.
    private static final String FENCE = "/engine/name";

    private final Door door;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("tutti-door-visit").unstarted(task));

    /// @param door that is visited
    public DoorVisit(Door door) {
        this.door = door;
    }

    /// What came of setting a value.
    ///
    /// @param value what the node holds now; [Value#NIL] if it cannot be read
    /// @param refusal why nothing has changed, a sentence, or empty if it was taken
    public record Answer(Value value, String refusal) {}

    /// A node with everything below it; none if there is no such node.
    ///
    /// @throws DoorException if the engine cannot be asked
    public List<NodeState> nodes(String address) throws InterruptedException {
        return new DoorPages(client, door).nodes(address);
    }

    /// Offers a node a value, or with [Value#IMPULSE] does a command.
    ///
    /// @throws DoorException if the engine cannot be asked
    public Answer set(RemoteNode node, Value value) throws InterruptedException {
        OscWriter writer = new OscWriter(MAX_PACKET_BYTES);
        boolean fits = writer.add(node.address(), value)
                && (!node.access().canRead() || writer.add(node.address()))
                && writer.add(FENCE);
        if (!fits) {
            return new Answer(Value.NIL, "That is too long for a message.");
        }
        Conversation conversation = new Conversation(writer.packet());
        QuerySocket socket = new QuerySocket(executor, conversation);
        socket.connect(client, door);
        try {
            return conversation.answer(node.address());
        } finally {
            executor.execute(socket::end);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        client.shutdownNow();
    }

    /// One packet out, and what is said until the fence is reached.
    private static final class Conversation implements QuerySocket.Events {
        private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
        private @Nullable ByteBuffer packet;

        /// @param address empty for the end of the connection
        private record Said(String address, List<Value> arguments) {}

        Conversation(ByteBuffer packet) {
            this.packet = packet;
        }

        Answer answer(String address) throws InterruptedException {
            List<Said> all = new ArrayList<>();
            while (true) {
                Said next = said.poll(PATIENCE_S, TimeUnit.SECONDS);
                if (next == null) {
                    throw new DoorException("The engine does not answer; is it still running?");
                }
                if (next.address.isEmpty()) {
                    throw new DoorException(next.arguments.getFirst().words());
                }
                if (next.address.equals(FENCE) || isError(next, FENCE)) {
                    break;
                }
                all.add(next);
            }
            Value value = Value.NIL;
            String refusal = "";
            for (Said each : all) {
                if (isError(each, address) && each.arguments.size() > 1) {
                    refusal = each.arguments.get(1).words();
                } else if (each.address.equals(address) && !each.arguments.isEmpty()) {
                    value = each.arguments.getFirst();
                }
            }
            return new Answer(value, refusal);
        }

        private static boolean isError(Said said, String address) {
            return said.address.equals("/tutti/error")
                    && !said.arguments.isEmpty()
                    && said.arguments.getFirst().words().equals(address);
        }

        @Override
        public void onOpen(QuerySocket from) {
            from.sendNext();
        }

        @Override
        public void onText(String text) {
            // Only what comes or goes is told so.
        }

        @Override
        public void onPacket(ByteBuffer received) {
            OscReader.read(received, (_, address, arguments) -> said.add(new Said(address, arguments)));
        }

        @Override
        public @Nullable ByteBuffer nextPacket() {
            ByteBuffer next = packet;
            packet = null;
            return next;
        }

        @Override
        public void onLost(QuerySocket from, String why) {
            said.add(new Said("", List.of(Value.of(why))));
        }
    }
}
