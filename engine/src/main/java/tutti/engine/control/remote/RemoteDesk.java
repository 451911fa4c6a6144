package tutti.engine.control.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Value;

/// Another player's desk on the engineer's own tree, in `/remote/PLAYER`. What is set here shows at once and goes to
/// the
/// player; of each node the last value only, however often it is set.
///
/// Thread: one at a time, but for the nodes: any.
final class RemoteDesk {
    private final ControlTree tree;
    private final String branch;
    private final long session;
    private final Space space;
    private final Exchange exchange;
    private final Map<Integer, Mirror> mirrors = new HashMap<>();

    /// Nodes that are not on the tree yet, because the desk is not whole.
    private final List<Mirror> waiting = new ArrayList<>();

    private final Map<String, Part> parts = new HashMap<>();

    /// What the message under way sets.
    private final Set<Integer> underWay = new HashSet<>();

    /// What is to be set; its own monitor guards it.
    private final Map<Integer, Value> pending = new LinkedHashMap<>();

    private long heardNs;
    private boolean isRefused;
    private boolean hasBegun;

    private final class Mirror {
        private final int number;
        private final RemoteNode node;
        private final Leaf leaf;
        private volatile Value value = Value.NIL;
        private @Nullable Part part;

        Mirror(DeskMessage.NumberedNode described) {
            number = described.node();
            node = described.description();
            Leaf.MirrorDraft draft = Leaf.mirror(branch + node.address(), node.kind())
                    .unit(node.unit())
                    .help(node.help())
                    .tags(node.tags().toArray(String[]::new))
                    .pace(described.pace());
            Value initial = node.initial();
            if (initial != null) {
                draft.initial(initial);
            }
            leaf = draft.bind(node.access(), () -> value, this::set);
        }

        private void set(Value wanted) {
            if (node.access() == Access.WRITE && wanted.equals(Value.NIL)) {
                return;
            }
            synchronized (pending) {
                value = wanted;
                pending.put(number, wanted);
            }
        }
    }

    /// Nodes that stand on the tree together: a strip, a send, a bus.
    private record Part(String at, List<Mirror> mirrors, ControlTree.Mounted mounted) {}

    /// @param name the player's, in the room
    /// @param session drawn for this
    /// @param space for the desks of all players
    RemoteDesk(ControlTree tree, String name, long session, Space space, long nowNs) {
        this.tree = tree;
        this.branch = "/remote/" + Address.name(name);
        this.session = session;
        this.space = space;
        this.exchange = new Exchange(nowNs);
        this.heardNs = nowNs;
    }

    /// Whether the player's engine has refused: the grant has not come there, or not any more.
    boolean isRefused() {
        return isRefused;
    }

    /// Since when nothing has come.
    long heardNs() {
        return heardNs;
    }

    /// Takes what the player tells.
    void onTell(DeskMessage.Tell tell, long nowNs) {
        if (tell.session() != session) {
            return;
        }
        heardNs = nowNs;
        if (tell.isRefused()) {
            isRefused = true;
            return;
        }
        boolean isNew = exchange.onMessage(tell);
        if (exchange.isFree()) {
            underWay.clear();
        }
        if (isNew) {
            remove(tell.gone());
            tell.added().forEach(this::add);
            tell.values().forEach(this::show);
            if (!tell.isMore()) {
                mount();
            }
        }
    }

    private void add(DeskMessage.NumberedNode described) {
        boolean isOfADesk = SteeredDesk.DESK.stream()
                .anyMatch(part -> part.matches(described.description().address()));
        if (!isOfADesk
                || mirrors.size() >= SteeredDesk.MAX_NODES
                || mirrors.containsKey(described.node())
                || !space.take()) {
            space.leaveOut(1);
            return;
        }
        try {
            Mirror mirror = new Mirror(described);
            mirrors.put(mirror.number, mirror);
            waiting.add(mirror);
        } catch (IllegalArgumentException noSuchNode) {
            space.giveBack(1);
            space.leaveOut(1);
        }
    }

    private void show(DeskMessage.Setting told) {
        Mirror mirror = mirrors.get(told.node());
        if (mirror == null) {
            return;
        }
        synchronized (pending) {
            // What the player told before it heard of the setting is old.
            if (!pending.containsKey(told.node()) && !underWay.contains(told.node())) {
                mirror.value = told.value();
            }
        }
    }

    /// Those of a part mostly go together. If some stay, they are put there again.
    private void remove(List<Integer> numbers) {
        Set<Part> changed = new HashSet<>();
        for (int number : numbers) {
            Mirror mirror = mirrors.remove(number);
            if (mirror != null) {
                space.giveBack(1);
                waiting.remove(mirror);
                synchronized (pending) {
                    pending.remove(number);
                }
                Optional.ofNullable(mirror.part).ifPresent(changed::add);
            }
        }
        for (Part part : changed) {
            parts.remove(part.at);
            part.mounted.close();
            part.mirrors.stream()
                    .filter(mirror -> mirrors.containsKey(mirror.number))
                    .forEach(waiting::add);
        }
    }

    private void mount() {
        Map<String, List<Mirror>> byPart = waiting.stream()
                .collect(Collectors.groupingBy(
                        mirror -> partOf(mirror.node.address()), LinkedHashMap::new, Collectors.toList()));
        waiting.clear();
        byPart.forEach((at, together) -> {
            if (parts.containsKey(at)) {
                // What is added to a part later stands for itself, so that the others stay.
                together.forEach(mirror -> mount(mirror.node.address(), List.of(mirror)));
            } else {
                mount(at, together);
            }
        });
    }

    private void mount(String at, List<Mirror> together) {
        try {
            ControlTree.Mounted mounted = tree.mount(
                    branch + at, together.stream().map(mirror -> mirror.leaf).toList());
            Part part = new Part(at, together, mounted);
            parts.put(at, part);
            together.forEach(mirror -> mirror.part = part);
        } catch (IllegalArgumentException noSpace) {
            space.leaveOut(together.size());
        }
    }

    /// The strip, send, bus or group to which a node belongs.
    private static String partOf(String address) {
        List<String> names = List.of(address.substring(1).split("/", -1));
        int depth = switch (names.getFirst()) {
            case "strip" -> 3;
            case "own", "bus", "vca" -> 2;
            default -> 1;
        };
        boolean isSend = names.size() > depth + 2 && names.get(depth).equals("send");
        int wanted = isSend ? depth + 2 : depth;
        return "/" + String.join("/", names.subList(0, Math.min(wanted, names.size() - 1)));
    }

    /// What to send now; null if nothing.
    byte @Nullable [] turn(long nowNs) {
        byte[] message = exchange.mayBegin(nowNs) ? next(nowNs) : exchange.overdue(nowNs);
        if (message != null) {
            return message;
        }
        if (exchange.mustAnswer(nowNs)) {
            exchange.onAnswered(nowNs);
            return DeskWriter.ask(new DeskMessage.Ask(session, 0, exchange.heard(), List.of()));
        }
        return null;
    }

    private byte @Nullable [] next(long nowNs) {
        List<DeskMessage.Setting> settings = take();
        if (!settings.isEmpty() || !hasBegun) {
            hasBegun = true;
            byte[] ask =
                    DeskWriter.ask(new DeskMessage.Ask(session, exchange.nextNumber(), exchange.heard(), settings));
            exchange.onSent(ask, nowNs);
            return ask;
        }
        return null;
    }

    private List<DeskMessage.Setting> take() {
        List<DeskMessage.Setting> settings = new ArrayList<>();
        synchronized (pending) {
            int spaceBytes = Post.MAX_BYTES - DeskWriter.HEAD_BYTES;
            Iterator<Map.Entry<Integer, Value>> waitingValues =
                    pending.entrySet().iterator();
            while (waitingValues.hasNext() && settings.size() < DeskReader.MAX_SETTINGS) {
                Map.Entry<Integer, Value> next = waitingValues.next();
                DeskMessage.Setting setting = new DeskMessage.Setting(next.getKey(), next.getValue());
                spaceBytes -= DeskWriter.setting(setting).length;
                if (spaceBytes < 0) {
                    break;
                }
                settings.add(setting);
                underWay.add(setting.node());
                waitingValues.remove();
            }
        }
        return settings;
    }

    /// Takes everything off the tree.
    void close() {
        parts.values().forEach(part -> part.mounted.close());
        parts.clear();
        space.giveBack(mirrors.size());
        mirrors.clear();
        waiting.clear();
    }
}
