"""What classify says of stories, kept: a sign for people on the pages of cases, and nothing more."""

from collections.abc import Sequence

from casework.ports import StoryHeard, Works


async def follow_stories(heard: Sequence[StoryHeard], works: Works) -> frozenset[str]:
    """The newest version of each counts, in whatever order they come. No case is opened, joined or merged by it."""
    async with works.once([story.message_id for story in heard]) as work:
        newest: dict[str, StoryHeard] = {}
        for story in heard:
            known = newest.get(story.story_id)
            if story.message_id in work.fresh and (known is None or known.version < story.version):
                newest[story.story_id] = story
        await work.keep_stories(list(newest.values()))
    return work.fresh
