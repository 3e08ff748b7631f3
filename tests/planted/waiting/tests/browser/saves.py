"""A page read before it has come."""


def reads_too_early(page, expect):
    page.click("text=Save")
    assert page.get_by_text("Saved").is_visible()  # planted
    assert "saved" in page.url  # planted
    expect(page.get_by_text("Saved")).to_be_visible()
    size = page.locator("p").count()
    assert size
