"""The pages of the main job: access, form, one action, template."""
