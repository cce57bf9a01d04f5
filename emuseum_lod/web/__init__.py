"""The web application: it joins the protocols' blueprints, and holds templates, styles and translations."""
