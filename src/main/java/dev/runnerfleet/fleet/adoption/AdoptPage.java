package dev.runnerfleet.fleet.adoption;

import java.util.List;

import dev.runnerfleet.fleet.ParameterLine;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.adoption.Adopter.Adoption;
import dev.runnerfleet.fleet.blueprint.TemplateOrigin;
import dev.runnerfleet.stack.StackAdoption;
import dev.runnerfleet.stack.StackOutput;

/**
 * A stack as it is shown before it is adopted.
 *
 * @param stack the stack
 * @param status its status in words
 * @param blueprint the title of its blueprint
 * @param version the blueprint's version that it comes from, 0 for one of the original
 * template
 * @param older whether this portal has a newer version
 * @param newer whether the version is one that this portal does not know yet
 * @param resources how many resources it has
 * @param parameters its plain values under their labels
 * @param outputs its outputs
 * @param foreign whether it carries the tag of a fleet that this portal does not know
 */
record AdoptPage(StackAdoption.Candidate stack, StatusLabel status, String blueprint, int version, boolean older,
		boolean newer, int resources, List<ParameterLine> parameters, List<StackOutput> outputs, boolean foreign) {

	static AdoptPage of(Adoption.Found found) {
		TemplateOrigin origin = found.origin();
		if (origin == null) {
			return new AdoptPage(found.stack(), StatusLabel.of(found.stack().status()), OriginalTemplate.TITLE, 0,
					false, false, found.resources(),
					found.parameters()
						.entrySet()
						.stream()
						.map((value) -> new ParameterLine(value.getKey(), value.getKey(), value.getValue()))
						.toList(),
					found.stack().outputs(), found.foreign());
		}
		int ours = origin.blueprint().version();
		return new AdoptPage(found.stack(), StatusLabel.of(found.stack().status()), origin.blueprint().title(),
				origin.version(), origin.version() < ours, origin.version() > ours, found.resources(),
				ParameterLine.of(origin.template().parameters(), found.parameters()), found.stack().outputs(),
				found.foreign());
	}

	/** Whether it can only be moved away from and removed. */
	public boolean original() {
		return this.version == 0;
	}

}
