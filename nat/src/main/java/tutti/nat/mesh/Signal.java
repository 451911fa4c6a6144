package tutti.nat.mesh;

import java.util.List;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;

/// What two members tell each other through the room in order to find a way, sealed and signed by whoever carries it
/// (`nat/docs/protocol.md`, section 6.1).
public sealed interface Signal {
    /// Candidates in one message.
    int MAX_CANDIDATES = 32;

    /// How to reach the speaker.
    ///
    /// @param session counts the keys of this pair of runs, from 0; the higher one is valid
    /// @param generation counts the ways sought in this session, from 0; the highest one is valid
    /// @param hasYours whether the speaker has the other's offer of this generation
    /// @param controlSsrc of the speaker's own messages in this session
    /// @param complete whether these are all candidates
    record Offer(
            int session,
            int generation,
            boolean hasYours,
            IceCredentials credentials,
            int controlSsrc,
            List<IceCandidate> candidates,
            boolean complete)
            implements Signal {
        public Offer {
            candidates = List.copyOf(candidates);
        }
    }

    /// Further candidates of an offer.
    record Candidates(int session, int generation, List<IceCandidate> candidates, boolean complete) implements Signal {
        public Candidates {
            candidates = List.copyOf(candidates);
        }
    }

    /// "I hear nothing directly: send through the room server."
    record Relayed() implements Signal {}
}
