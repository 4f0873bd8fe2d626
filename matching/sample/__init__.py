"""An invented Hải Phòng for development: employers, vacancies, centres, courses and seekers.

Installed in development only. Nothing in it is real but the places; `load_sample` makes it,
`remove_sample` takes it away again. What it is made of stands in `data/`.
"""
