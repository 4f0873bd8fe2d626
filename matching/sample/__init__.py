"""An invented Hải Phòng for development: employers, vacancies, centres, courses and seekers.

Installed in development only. Nothing in it is real but the places; `load_sample` makes it,
`remove_sample` takes it away again. What it is made of stands in `data/`.

To add a subject (applications, drives …): a module that makes its rows from those that are there,
with dice of its own (`city.chance("applications")`), so that the rest of the city stays as it was;
a call and its `announce` in `load._make`; and, if its rows protect others from being deleted, a
line in `remove._sample`. History and what hangs on the rows go by themselves.
"""
