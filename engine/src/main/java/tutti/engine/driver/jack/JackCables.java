package tutti.engine.driver.jack;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.cables.Cable;
import tutti.engine.driver.cables.CableMemory;

/// Keeps the cables at our ports: tells the memory what JACK reports, and plugs in what the memory wants.
///
/// Thread: control, one at a time, with the driver's lock held. RT-safe: no.
final class JackCables {
    private final JackOptions options;
    private final Map<String, JackPort> ports;
    private final LongSupplier clockNs;
    private final CableMemory memory;

    /// @param ports our open ports by name, kept up to date by the driver
    JackCables(JackOptions options, Map<String, JackPort> ports, LongSupplier clockNs) {
        this.options = options;
        this.ports = ports;
        this.clockNs = clockNs;
        this.memory = new CableMemory(options.cableFolder(), options.client());
    }

    /// Notes which cables to the sound card a port is to have, if the options ask for any: the first two `send_`
    /// ports and the two monitor ports. `port` is not among the open ports yet.
    void wishPhysical(JackPort port, JackClient client) {
        if (!options.connectPhysical()) {
            return;
        }
        String fullName = client.fullName(port);
        if (isSend(port)) {
            long before = ports.values().stream().filter(JackCables::isSend).count();
            List<String> microphones = client.physicalPorts(LibJack.PORT_IS_OUTPUT);
            if (before < 2 && before < microphones.size()) {
                memory.addForThisRun(new Cable(microphones.get((int) before), fullName));
            }
        } else if (port.name().equals("monitor_1") || port.name().equals("monitor_2")) {
            int index = port.name().equals("monitor_1") ? 0 : 1;
            List<String> speakers = client.physicalPorts(LibJack.PORT_IS_INPUT);
            if (index < speakers.size()) {
                memory.addForThisRun(new Cable(fullName, speakers.get(index)));
            }
        }
    }

    /// Plugs in what is wanted at all of our ports.
    void restoreAll(JackClient client) {
        for (JackPort port : ports.values()) {
            restore(client, client.fullName(port));
        }
    }

    /// Plugs in what is wanted at one port, ours or another program's.
    void restore(JackClient client, String fullPortName) {
        for (Cable cable : memory.wanted(fullPortName)) {
            if (client.hasPort(cable.source()) && client.hasPort(cable.destination())) {
                client.connect(cable);
            }
        }
    }

    /// Takes note of one event, and of the time.
    ///
    /// @param event null if only time went by
    /// @return whether time is to go by soon, because a cable was pulled out
    boolean keep(@Nullable JackEvent event, JackClient client) {
        switch (event) {
            case JackEvent.PortCame(String port) when !isOurs(port) -> restore(client, port);
            case JackEvent.PortWent(String port) -> memory.portGone(port);
            case JackEvent.Plugged(Cable cable) when isOurs(cable) -> memory.connected(cable);
            case JackEvent.Unplugged(Cable cable) when isOurs(cable) -> memory.disconnected(cable, clockNs.getAsLong());
            case null, default -> {}
        }
        memory.settle(clockNs.getAsLong(), client::hasPort);
        return memory.isUnsettled();
    }

    /// Events were lost: what is plugged in counts as plugged in by the user, and what is wanted is plugged in.
    void compareAll(PortTable table, JackClient client) {
        for (int i = 0; i < table.ports().length; i++) {
            JackPort port = table.ports()[i];
            String fullName = client.fullName(port);
            boolean isSource = (port.flags() & LibJack.PORT_IS_OUTPUT) != 0;
            for (String other : client.connections(table.handles()[i])) {
                memory.connected(isSource ? new Cable(fullName, other) : new Cable(other, fullName));
            }
            restore(client, fullName);
        }
    }

    /// The client is gone. What was plugged in last still counts; what falls out now does not.
    ///
    /// @param events what was not looked at yet; empty afterwards
    void clientGone(Queue<JackEvent> events) {
        for (JackEvent event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof JackEvent.Plugged(Cable cable) && isOurs(cable)) {
                memory.connected(cable);
            }
        }
        memory.serverGone();
    }

    private static boolean isSend(JackPort port) {
        return port instanceof JackPort.Capture && port.name().startsWith("send_");
    }

    private boolean isOurs(Cable cable) {
        return isOurs(cable.source()) || isOurs(cable.destination());
    }

    private boolean isOurs(String fullPortName) {
        String prefix = options.client() + ":";
        return fullPortName.startsWith(prefix) && ports.containsKey(fullPortName.substring(prefix.length()));
    }
}
