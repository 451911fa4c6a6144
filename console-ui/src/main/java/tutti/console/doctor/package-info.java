/// The connection doctor: where the time goes, what the network loses, and what to do about it.
@NullMarked
package tutti.console.doctor;

import org.jspecify.annotations.NullMarked;
