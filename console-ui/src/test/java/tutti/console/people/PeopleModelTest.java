package tutti.console.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.console.SampleEngine;
import tutti.console.link.Mirror;

class PeopleModelTest {
    private final Mirror mirror = new Mirror();
    private final List<String> asked = new ArrayList<>();
    private final PeopleModel model =
            new PeopleModel(mirror, (address, value) -> asked.add(address + " " + value.words()));

    @Test
    void shouldShowWhoIsThereAndWhatMayBeDone() {
        assertFalse(model.isPresent());
        new SampleEngine().open(mirror);
        List<PeopleModel.Member> all = model.members();

        assertEquals(
                List.of("alice", "bob", "carla", "dmitri"),
                all.stream().map(PeopleModel.Member::name).toList());
        assertTrue(all.getFirst().standing().isSelf());
        assertFalse(all.getFirst().may().ban(), "Nobody bans themselves.");
        assertTrue(all.get(2).mayMix());
        assertFalse(all.getLast().isHere());
        assertEquals(SampleEngine.INVITE, model.invite());
    }

    @Test
    void shouldAskForWhatIsPressed() {
        new SampleEngine().open(mirror);
        model.role("bob", "listener");
        model.mute("bob", true);
        model.grant("bob", true);
        model.remove("carla");
        model.ban("dmitri");

        assertEquals(
                List.of(
                        "/room/member/bob/role listener",
                        "/room/member/bob/muted on",
                        "/room/member/bob/grant on",
                        "/room/member/carla/remove do",
                        "/room/member/dmitri/ban do"),
                asked);
    }
}
