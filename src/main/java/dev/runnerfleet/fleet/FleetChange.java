package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a fleet becomes once a preview is carried out.
 *
 * @param previewId the preview
 * @param blueprintVersion the blueprint's version that it brings
 * @param parameters all plain parameter values by name; never a secret
 * @param tokenReplaced whether it brings another runner token, too
 * @param stackTags the stack's tags then, {@code null} where they stay
 */
public record FleetChange(UUID previewId, int blueprintVersion, Map<String, String> parameters, boolean tokenReplaced,
		@Nullable StackTags stackTags) {

}
